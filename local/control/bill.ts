import { Problem } from './problem.ts';

/** What a bill may be told to assume. */
export interface BillQuestion {
  /** How long every invocation takes, instead of as long as it took here. */
  readonly lambdaMilliseconds?: number;
}

/** The bill as `?lambdaMilliseconds=` asks for it. Throws Problem 400 for no number, 501 for a region without prices. */
export async function billDocument(
  bill: (question: BillQuestion) => Promise<object>,
  query: URLSearchParams,
): Promise<object> {
  const asked = query.get('lambdaMilliseconds');
  const lambdaMilliseconds = Number(asked ?? 0);
  if (!(lambdaMilliseconds >= 0)) throw new Problem(400, 'lambdaMilliseconds must be a number of milliseconds.');
  try {
    return await bill(asked === null ? {} : { lambdaMilliseconds });
  } catch (error) {
    if (error instanceof RangeError) throw new Problem(501, error.message);
    throw error;
  }
}

import { meaningIn } from '../intake/document/stated.ts';
import { inAsciiDigits } from '../platform/digits.ts';

/** What tells one vehicle from others, as a document states it. */
export interface Vehicle {
  /** A number when four digits were stated, of whatever script, else the text as stated. */
  readonly year?: number | string;
  readonly make?: string;
  readonly model?: string;
  readonly trim?: string;
  readonly vin?: string;
  readonly stockNumber?: string;
  readonly condition?: Condition;
}

type Condition = 'new' | 'used' | 'cpo';

/** A model year: a number when it is four digits, of whatever script, else the text as stated. */
export function modelYear(text: string | undefined): number | string | undefined {
  const digits = inAsciiDigits(text ?? '').replace(/[\s\p{DI}]/gu, '');
  return /^\d{4}$/.test(digits) ? Number(digits) : text;
}

const conditions: Readonly<Record<string, Condition>> = {
  new: 'new',
  used: 'used',
  cpo: 'cpo',
  certified: 'cpo',
  certifiedpreowned: 'cpo',
};

/** The condition that a sender's word says, if it says any. */
export function conditionIn(text: string | undefined): Condition | undefined {
  return meaningIn(conditions, text);
}

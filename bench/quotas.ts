import { readQuotas } from 'assembly-runtime/quotas';
import { timerRuns } from '../infra/constructs/queue-runs.ts';
import { stagesIn } from '../infra/stages.ts';
import { playRush, type Rush } from '../test/simulation/rush.ts';
import type { Row } from './figure.ts';
import { type ModelledRush, modelInvocations, modelRush } from './quota-model.ts';

/** Of a lead that is due in fifteen minutes: half of it has passed. */
const firstStepSeconds = 450;
/** For how many of our API's leads one stands on the runtime. */
const dividedBy = 20;
const regions = ['us-east-1', 'eu-central-1'] as const;

/** A minute in which our API takes all it may, 60,000 leads that are due in a quarter of an hour, under the quotas of a new account. */
export async function* measureQuotas(): AsyncGenerator<Row> {
  for (const region of regions) {
    const rush = rushIn(region);
    const { startedAfterSeconds: began, refusedStarts } = modelRush(rush);
    yield {
      what: `timers of 60,000 leads in a minute, ${region} (model)`,
      goal: '0 lost',
      measured: `${60_000 - began.length} lost, ${inTime(began)}, ${refusedStarts} starts refused`,
      beside: `${modelInvocations(rush).lost} lost by asynchronous invocations`,
    };
  }
  for (const region of regions) yield await measureOnRuntime(region);
}

async function measureOnRuntime(region: Rush['region']): Promise<Row> {
  const ending = await playRush({ region, dividedBy });
  const { leads, startedAfterSeconds: began, warnedLateSeconds: late, refusedStarts, deadLetters } = ending;
  const model = modelRush(rushIn(region, { dividedBy, runs: 1 }));
  return {
    what: `${leads} in a minute on the runtime, quotas and pace a ${dividedBy}th, ${region}`,
    goal: '0 lost',
    measured: `${leads - late.length} without a first warning, ${inTime(began)}, ${refusedStarts} refused, ${deadLetters} dead letters`,
    beside: `the model: ${inTime(model.startedAfterSeconds)}`,
  };
}

function inTime(began: readonly number[]): string {
  const sorted = began.toSorted((one, other) => one - other);
  const late = sorted.filter((each) => each > firstStepSeconds).length;
  const last = sorted.at(-1) ?? 0;
  return `the last begins after ${last} s, median ${sorted[Math.floor(sorted.length / 2)]} s, ${late} after their first step`;
}

/** A minute of leads by a region's quotas and its stage's pace, all divided. */
export function rushIn(
  region: Rush['region'],
  { dividedBy = 1, runs }: { readonly dividedBy?: number; readonly runs?: number } = {},
): ModelledRush {
  const { burst = 0, perSecond = 0 } = readQuotas(region).calls['states:StartExecution'] ?? {};
  const stage = stagesIn().find((each) => each.name === 'prod' && each.region === region);
  const { timersPerSecond } = stage ?? { timersPerSecond: 0 };
  return {
    leadsPerSecond: 1000 / dividedBy,
    seconds: 60,
    burst: burst / dividedBy,
    perSecond: perSecond / dividedBy,
    timersPerSecond: timersPerSecond / dividedBy,
    runs: runs ?? timerRuns({ timersPerSecond }),
  };
}

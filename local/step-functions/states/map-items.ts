import type { Moment } from '../data-flow/data-flow.ts';
import type { FieldTemplate } from '../data-flow/template.ts';
import type { MapState } from '../definition/state.ts';
import { momentOf } from '../execution/context-object.ts';
import type { FanOut } from '../execution/execution.ts';
import type { Step } from '../execution/run.ts';
import { evaluationFailure } from '../values/failure.ts';
import { type Payload, payload } from '../values/payload.ts';

/** The iterations an inline Map runs at once where nothing is stated. */
const INLINE_CONCURRENCY = 40;

/** Evaluates a Map's own fields: its items, how many run at once, how many may fail. */
export async function prepareMap(step: Step<MapState>, moment: Moment): Promise<FanOut> {
  const { state } = step;
  const items = await itemsOf(step, moment);
  const concurrency = await count(state.maxConcurrency, moment);
  const toleratedCount = await count(state.toleratedCount, moment);
  const percentage = await count(state.toleratedPercentage, moment);
  const tolerated = Math.max(toleratedCount ?? 0, Math.floor(((percentage ?? 0) * items.length) / 100));
  return {
    children: new Array<undefined>(items.length).fill(undefined),
    items,
    limit: concurrency ? Math.min(concurrency, INLINE_CONCURRENCY) : INLINE_CONCURRENCY,
    tolerated,
    toleranceStated: toleratedCount !== undefined || percentage !== undefined,
    started: 0,
    active: 0,
    failures: 0,
    follows: 0,
    pumping: false,
  };
}

async function itemsOf(step: Step<MapState>, moment: Moment): Promise<readonly unknown[]> {
  const { items } = step.state;
  const value = items ? await items.evaluate(moment) : moment.input.value;
  if (Array.isArray(value)) return value;
  throw evaluationFailure(`Map state input must be an array but was: ${JSON.stringify(value)}`);
}

async function count(template: FieldTemplate | undefined, moment: Moment): Promise<number | undefined> {
  const value = await template?.evaluate(moment);
  return typeof value === 'number' ? value : undefined;
}

/** The input of an iteration: the item, or what ItemSelector makes of it. */
export async function itemInput(step: Step<MapState>, index: number, item: Payload): Promise<Payload> {
  const { selector } = step.state;
  if (!selector) return item;
  return payload(await selector.evaluate(momentOf(step, { item: { index, value: item.value } })));
}

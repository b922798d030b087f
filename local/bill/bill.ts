/**
 * The bill: what AWS would charge for all that happened in this runtime so far, by its list prices.
 *
 * Metered at the dispatcher: DynamoDB request units (transactions doubled, indexes included, failed conditions too), custom
 * events in 64 KB, their archives, SQS, SNS, S3, SES, PutMetricData. Told by the services: API requests that came as far as
 * their integration, Lambda requests and GB-seconds (each invocation rounded up to a millisecond), log lines, transitions
 * with retries, Express requests and memory-time. Counted from the templates, per month: alarms, dashboards, keys, the
 * firewall; and custom metrics by their combinations of dimensions.
 *
 * Free tiers, volume tiers and discounts are not applied. A function's duration is what it took here, on this computer's
 * processor, unless a fixed one is asked for; cold starts are not in it. Assumed sizes: see service-usage.ts. X-Ray's
 * default sampling is applied to the seconds of the virtual clock. Not counted: data transfer, KMS requests, storage of
 * logs, archives and buckets, API caches.
 */
import { roundUsd, type UnitOfWork, unitsOfWork, usdByCause } from './attribution.ts';
import type { BillParts } from './bill-parts.ts';
import { archivable } from './call-units.ts';
import { causeNames } from './cause-names.ts';
import type { Used } from './meter.ts';
import { servedRoute } from './metering.ts';
import { metricMonths, storageMonths } from './observed-months.ts';
import { type Price, type PriceList, readPriceList } from './price-list.ts';
import {
  type Assumptions,
  usageOfArchives,
  usageOfFunctions,
  usageOfStateMachines,
  usageOfStreams,
  usageOfTraces,
} from './service-usage.ts';
import { type MonthlyUnits, monthsOf } from './template-months.ts';

export interface BillLine {
  readonly service: string;
  readonly item: string;
  readonly units: number;
  readonly unit: string;
  readonly unitPrice: number;
  /** The day on which the price was looked up; absent where nobody has. */
  readonly seen?: string;
  readonly usd: number;
}

export interface Bill {
  readonly region: string;
  /** The day of the price list. */
  readonly pricesOf: string;
  readonly currency: 'USD';
  /** By use. */
  readonly bill: readonly BillLine[];
  readonly total: number;
  /** Each month, used or not. */
  readonly monthly: readonly BillLine[];
  readonly monthlyTotal: number;
  /** What each caller used up: a function, an event, a machine's executions. */
  readonly byCaller: readonly CallerUnits[];
  /** How often each function made which call with the SDK, failed ones too. */
  readonly calls: readonly CallerCalls[];
  readonly perExecution: Readonly<Record<string, UnitOfWork>>;
  readonly perEvent: Readonly<Record<string, UnitOfWork>>;
  readonly perRequest: Readonly<Record<string, UnitOfWork>>;
  readonly assumed: { readonly lambdaMilliseconds: number | 'measured'; readonly freeTier: false };
}

/** Units of one kind that a caller used up. */
interface CallerUnits {
  readonly caller: string;
  /** As in the bill's lines. */
  readonly service: string;
  readonly item: string;
  readonly units: number;
}

/** Calls of one kind that a function made. */
interface CallerCalls {
  readonly caller: string;
  /** `dynamodb:GetItem` */
  readonly call: string;
  readonly count: number;
}

/** The bill so far. Throws RangeError for a region without a price list. */
export async function billOf(parts: BillParts, assumed: Assumptions = {}): Promise<Bill> {
  const prices = readPriceList(parts.region);
  if (!prices) throw new RangeError(`There is no price list for ${parts.region} in local/bill/prices.`);
  const used = usageOf(parts, assumed);
  const bill = linesOf(used, prices);
  const total = sumOf(bill);
  const monthly = linesOf(
    [...monthsOf(parts.resources), ...metricMonths(parts), ...(await storageMonths(parts))],
    prices,
  );
  return {
    region: parts.region,
    pricesOf: prices.dated,
    currency: 'USD',
    ...{ bill, total, monthly },
    monthlyTotal: sumOf(monthly),
    ...perCaller(parts, used, prices),
    ...perUnitOfWork(parts, { used, prices, total }),
    assumed: { lambdaMilliseconds: assumed.lambdaMilliseconds ?? 'measured', freeTier: false },
  };
}

function usageOf(parts: BillParts, assumed: Assumptions): readonly Used[] {
  const { metering, resources } = parts;
  const metered = metering.meter.used();
  const firewall = resources.some(({ type }) => type === 'AWS::WAFv2::WebACLAssociation');
  return [
    ...metered.filter(({ id }) => id !== archivable && id !== servedRoute && (firewall || id !== 'waf.request')),
    ...usageOfArchives(
      metered.filter(({ id }) => id === archivable),
      resources,
    ),
    ...usageOfFunctions(parts.functions(), assumed),
    ...usageOfStateMachines(parts.stateMachines(), resources),
    ...usageOfStreams(metering, resources),
    ...usageOfTraces(metering, { resources, functions: parts.functions() }),
  ].filter(({ units }) => units > 0);
}

function linesOf(units: readonly MonthlyUnits[], { prices }: PriceList): readonly BillLine[] {
  const sums = new Map<string, number>();
  for (const { id, units: more } of units) sums.set(id, (sums.get(id) ?? 0) + more);
  const known = Object.entries(prices).flatMap(([id, price]) =>
    sums.has(id) ? [lineOf(price, sums.get(id) ?? 0)] : [],
  );
  const unknown = [...sums.keys()].find((id) => !Object.hasOwn(prices, id));
  if (unknown) throw new RangeError(`The price list has no price for ${unknown}.`);
  return known;
}

function lineOf({ service, item, unit, per, usd, seen }: Price, sum: number): BillLine {
  const units = roundUsd(sum);
  const priced = { unitPrice: roundUsd(usd / per), ...(seen !== undefined && { seen }) };
  return { service, item, units, unit, ...priced, usd: roundUsd((units * usd) / per) };
}

function sumOf(lines: readonly BillLine[]): number {
  return roundUsd(lines.reduce((sum, { usd }) => sum + usd, 0));
}

function perCaller(parts: BillParts, used: readonly Used[], { prices }: PriceList) {
  const names = causeNames(parts);
  const nameOf = (by: string) => parts.short(names.of(by));
  const sums = new Map<string, CallerUnits>();
  for (const { id, units: more, by } of used) {
    const caller = nameOf(by);
    const { service = '', item = '' } = prices[id] ?? {};
    const units = roundUsd((sums.get(`${id} ${caller}`)?.units ?? 0) + more);
    sums.set(`${id} ${caller}`, { caller, service, item, units });
  }
  const calls = parts.metering.calls
    .used()
    .map(({ id, units, by }) => ({ caller: nameOf(by), call: id, count: units }));
  return { byCaller: [...sums.values()], calls };
}

function perUnitOfWork(parts: BillParts, spent: { used: readonly Used[]; prices: PriceList; total: number }) {
  const { prices } = spent.prices;
  const names = causeNames(parts);
  const byCause = usdByCause({
    used: spent.used,
    usd: ({ id, units }) => (units * (prices[id]?.usd ?? 0)) / (prices[id]?.per ?? 1),
    causes: parts.metering.causes,
    named: names.of,
  });
  const work = (kind: string, counts: ReadonlyMap<string, number>) =>
    unitsOfWork(counts, { byCause, total: spent.total, kind });
  return {
    perExecution: work('execution', names.executions),
    perEvent: work('event', names.events),
    perRequest: work('request', names.requests),
  };
}

import * as z from 'zod';
import { policyName } from './policy-name.ts';

/** What every policy says of itself. */
export const policyHeader = {
  id: z.string().min(1),
  version: z.int().positive(),
  /** From the beginning of this day on, in UTC. */
  effectiveFrom: z.iso.date(),
  /** The AWS regions it holds in; everywhere, but where another version names the region, when it is left out. */
  regions: z.array(z.string().min(1)).min(1).optional(),
  source: z.strictObject({ title: z.string().min(1), publisher: z.string().min(1), note: z.string().optional() }),
};

const header = z.object(policyHeader);
type PolicyHeader = z.infer<typeof header>;

/** All versions of one policy: what held, holds and will hold. */
interface PolicyVersions<Policy> {
  /** The version in force at an instant (ISO text) in an AWS region; the oldest one before the first date. */
  inForce(at: string, region?: string): Policy;
  /** A version by its name, such as `oem-default@2`; what was begun with it ends with it. */
  named(name: string | undefined): Policy | undefined;
  /** The version of the latest date: what an interface description or a bucket's rule must allow for. */
  readonly newest: Policy;
}

/**
 * Reads all versions of one policy, in whatever order. A set that does not hold together stops the function at its start:
 * several ids, a version twice, a later version that holds from an earlier day, none for the regions that none names.
 */
export function policyVersions<Policy>(
  schema: z.ZodType<Policy>,
  documents: readonly unknown[],
): PolicyVersions<Policy> {
  const versions = documents
    .map((document) => ({ ...header.parse(document), policy: schema.parse(document) }))
    .sort((a, b) => b.version - a.version);
  const [newest] = versions;
  if (!newest) throw new Error('A policy has no version.');
  checkOrder(versions);
  return {
    inForce(at, region) {
      const here = versionsFor(versions, region);
      const day = at.slice(0, 10);
      return (here.find(({ effectiveFrom }) => effectiveFrom <= day) ?? here.at(-1) ?? newest).policy;
    },
    named: (name) => versions.find((each) => policyName(each) === name)?.policy,
    newest: newest.policy,
  };
}

/** The versions that name a region, else those that name none; the newest first. */
function versionsFor<Version extends PolicyHeader>(
  versions: readonly Version[],
  region: string | undefined,
): readonly Version[] {
  const own = versions.filter(({ regions }) => region !== undefined && regions?.includes(region));
  return own.length > 0 ? own : versions.filter(({ regions }) => regions === undefined);
}

function checkOrder(versions: readonly PolicyHeader[]): void {
  const names = new Set(versions.map(policyName));
  const ids = new Set(versions.map(({ id }) => id));
  if (ids.size > 1) throw new Error(`One policy has several ids: ${[...ids].join(', ')}.`);
  if (names.size < versions.length) throw new Error(`The policy ${[...ids].join()} has a version twice.`);
  if (!versions.some(({ regions }) => regions === undefined))
    throw new Error(`The policy ${[...ids].join()} says nothing for a region that it does not name.`);
  versions.forEach((newer, index) => {
    const early = versions
      .slice(index + 1)
      .find((older) => older.effectiveFrom > newer.effectiveFrom && meet(older, newer));
    if (early) throw new Error(`${policyName(newer)} holds from an earlier day than ${policyName(early)}.`);
  });
}

/** Whether two versions hold in one place. */
function meet({ regions: some }: PolicyHeader, { regions: others }: PolicyHeader): boolean {
  if (some === undefined || others === undefined) return some === others;
  return some.some((region) => others.includes(region));
}

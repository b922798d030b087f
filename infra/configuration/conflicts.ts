import { baseOf, usualPrefix } from '../names.ts';
import type { Fault } from './faults.ts';
import type { Configuration, Installation } from './schema.ts';

interface Placed extends Installation {
  readonly prefix: string;
  /** What its names begin with. */
  readonly base: string;
}

/** What two installations have against each other: the key of the later one, and what is the matter with it. */
type Clash = (first: Placed, later: Placed) => readonly [key: string, message: (named: string) => string] | undefined;

/** What installations have against each other in one region, so that none touches what another has. */
export function conflictsIn({ defaults, installations }: Configuration): readonly Fault[] {
  const placed = installations.map((each): Placed => {
    const all = { prefix: usualPrefix, ...defaults, ...each };
    return { ...all, base: baseOf(all) };
  });
  const elsewhere = placed.flatMap(elsewhereIn);
  const clashing = placed.flatMap((later, position) =>
    placed.slice(0, position).flatMap((first, earlier) => {
      if (first.region !== later.region) return [];
      const found = clashes.flatMap((clash) => clash(first, later) ?? []);
      const [key, message] = found;
      if (typeof key !== 'string' || typeof message !== 'function') return [];
      return [{ path: ['installations', position, key], message: message(`installations[${earlier}]`) }];
    }),
  );
  return [...elsewhere, ...clashing];
}

/** Alarms tell topics, data lies under keys and an API has a certificate of their own region only. */
function elsewhereIn(placed: Placed, position: number): readonly Fault[] {
  const { alarmTopicArn, encryptionKey, customDomain, region } = placed;
  const named = { alarmTopicArn, encryptionKey, 'customDomain.certificateArn': customDomain?.certificateArn };
  return Object.entries(named).flatMap(([key, arn]) => {
    const itsRegion = arn?.split(':')[3];
    if (itsRegion === undefined || itsRegion === region) return [];
    const message = `is of ${itsRegion}; ${region} can use only what is there`;
    return [{ path: ['installations', position, ...key.split('.')], message }];
  });
}

const clashes: readonly Clash[] = [
  ({ customDomain: one }, { customDomain: other }) =>
    one !== undefined && one.name === other?.name
      ? ['customDomain', (named) => `${named} is found by ${one.name} already; take another name`]
      : undefined,
  ({ base }, later) =>
    base === later.base
      ? ['stage', (named) => `${named} is ${base} in ${later.region} already; take another stage or prefix`]
      : undefined,
  // Commands find queues and state machines by the beginning of their names.
  (first, later) => {
    const bases = [first.base, later.base].sort((one, other) => one.length - other.length);
    const [short = '', long = ''] = bases;
    if (!long.startsWith(`${short}-`)) return undefined;
    return ['prefix', (named) => `its names and those of ${named} would begin alike, with ${short}-; take another`];
  },
  (first, later) => {
    const own = [first, later].every(({ apiGatewayLogRole = 'own' }) => apiGatewayLogRole === 'own');
    if (!own || !inOneAccount(first, later)) return undefined;
    return ['apiGatewayLogRole', (named) => `${named} sets the one of the account already; say "shared"`];
  },
  (first, later) => {
    const domain = domainOf(later);
    const own = [first, later].every(({ senderIdentity = 'own' }) => senderIdentity === 'own');
    if (!own || domain === undefined || domain !== domainOf(first) || !inOneAccount(first, later)) return undefined;
    return ['senderIdentity', (named) => `${named} has the identity of ${domain} already; say "shared"`];
  },
];

/** Whether two are in one account as far as they say so: what names none goes wherever its credentials are of. */
function inOneAccount(first: Placed, later: Placed): boolean {
  return first.account !== undefined && first.account === later.account;
}

function domainOf({ senderAddress }: Placed): string | undefined {
  return senderAddress?.split('@')[1]?.toLowerCase();
}

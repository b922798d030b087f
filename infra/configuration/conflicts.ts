import { baseOf, usualPrefix } from '../names.ts';
import type { Fault } from './faults.ts';
import type { Configuration, Installation } from './schema.ts';

interface Placed extends Installation {
  readonly prefix: string;
  /** What its names begin with. */
  readonly base: string;
}

/** What two installations have against each other: the key of the later one, and what to say of it; `named` is the first. */
type Clash = (
  first: Placed,
  later: Placed,
  named: string,
) => { readonly key: string; readonly message: string } | undefined;

/** What installations have against each other in one region, so that none touches what another has. */
export function conflictsIn({ defaults, installations }: Configuration): readonly Fault[] {
  const placed = installations.map((each): Placed => {
    const all = { prefix: usualPrefix, ...defaults, ...each };
    return { ...all, base: baseOf(all) };
  });
  const elsewhere = placed.flatMap((each, position) => [...elsewhereIn(each, position), ...foreignIn(each, position)]);
  const clashing = placed.flatMap((later, position) =>
    placed.slice(0, position).flatMap((first, earlier) => {
      if (first.region !== later.region) return [];
      const [found] = clashes.flatMap((clash) => clash(first, later, `installations[${earlier}]`) ?? []);
      return found ? [{ path: ['installations', position, found.key], message: found.message }] : [];
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

/** A policy and a certificate are of the account that uses them; topics and keys may be another's. */
function foreignIn({ account, permissionsBoundary, customDomain }: Placed, position: number): readonly Fault[] {
  const named = { permissionsBoundary, 'customDomain.certificateArn': customDomain?.certificateArn };
  return Object.entries(named).flatMap(([key, arn]) => {
    const [, its] = /^arn:[^:]+:\w+:[^:]*:(\d{12}):/.exec(arn ?? '') ?? [];
    if (its === undefined || account === undefined || its === account) return [];
    return [
      { path: ['installations', position, ...key.split('.')], message: `is of account ${its}, not of ${account}` },
    ];
  });
}

const clashes: readonly Clash[] = [
  ({ base }, later, named) => {
    if (base !== later.base) return undefined;
    return { key: 'stage', message: `${named} is ${base} in ${later.region} already; take another stage or prefix` };
  },
  ({ customDomain: one }, { customDomain: other }, named) => {
    if (one === undefined || one.name !== other?.name) return undefined;
    return { key: 'customDomain', message: `${named} is found by ${one.name} already; take another name` };
  },
  // Commands find queues and state machines by the beginning of their names.
  (first, later, named) => {
    const [short = '', long = ''] = [first.base, later.base].sort((one, other) => one.length - other.length);
    if (!long.startsWith(`${short}-`)) return undefined;
    const message = `its names and those of ${named} would begin alike, with ${short}-; take another`;
    return { key: 'prefix', message };
  },
  (first, later, named) => {
    const own = [first, later].every(({ apiGatewayLogRole = 'own' }) => apiGatewayLogRole === 'own');
    if (!own || !inOneAccount(first, later)) return undefined;
    return { key: 'apiGatewayLogRole', message: `${named} sets the one of the account already; say "shared"` };
  },
  (first, later, named) => {
    const domain = domainOf(later);
    const own = [first, later].every(({ senderIdentity = 'own' }) => senderIdentity === 'own');
    if (!own || domain === undefined || domain !== domainOf(first) || !inOneAccount(first, later)) return undefined;
    return { key: 'senderIdentity', message: `${named} has the identity of ${domain} already; say "shared"` };
  },
];

/** Whether two are in one account as far as they say so: what names none goes wherever its credentials are of. */
function inOneAccount(first: Placed, later: Placed): boolean {
  return first.account !== undefined && first.account === later.account;
}

function domainOf({ senderAddress }: Placed): string | undefined {
  return senderAddress?.split('@')[1]?.toLowerCase();
}

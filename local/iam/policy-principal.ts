import * as z from 'zod';
import { Unsupported } from '../cloudformation/resource.ts';
import type { Caller } from './caller.ts';
import { texts } from './texts.ts';

/** Whether a statement of a resource-based policy speaks of a caller. */
export type SpeaksOf = (caller: Caller) => boolean;

const shape = z.union([z.literal('*'), z.strictObject({ AWS: texts.optional(), Service: texts.optional() })]);

/**
 * Compiles the Principal of a statement. An account stands for its root: it lets the account's own policies decide and
 * allows no role by itself, but a Deny holds for every role of the account.
 * Throws Unsupported for federated and canonical users.
 */
export function compilePrincipal(principal: unknown, effect: 'Allow' | 'Deny', where: string): SpeaksOf {
  const read = shape.safeParse(principal);
  if (!read.success) throw new Unsupported(`${where}: the principal ${JSON.stringify(principal)} is not emulated`);
  if (read.data === '*') return () => true;
  const services = new Set(read.data.Service ?? []);
  const accounts = read.data.AWS ?? [];
  if (accounts.includes('*')) return () => true;
  const speaksOfRole = (caller: Caller) =>
    accounts.some(
      (one) => one === caller.roleArn || one === caller.arn || (effect === 'Deny' && isAccountOf(one, caller)),
    );
  return (caller) => (caller.roleArn === undefined ? services.has(caller.service) : speaksOfRole(caller));
}

function isAccountOf(account: string, { roleArn = '' }: Caller): boolean {
  const id = roleArn.split(':')[4] ?? '';
  return account === id || (account.split(':')[4] === id && account.endsWith(':root'));
}

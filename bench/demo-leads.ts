import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LoadedRequest } from './load.ts';

/** The demo's lead (ADF). */
export const document = readFileSync(join(import.meta.dirname, '../infra/demo/lead.xml'), 'utf8');

/** Waits until so many SLA timers have been started. They begin at a pace, so the clock has to go on. */
export async function timersStarted(url: string, count: number): Promise<number> {
  for (;;) {
    const { executions } = (await read(`${url}/_local/executions?machine=lead-sla`)) as { executions: unknown[] };
    if (executions.length >= count) return executions.length;
    await fetch(`${url}/_local/clock`, { method: 'POST', body: JSON.stringify({ advance: 'PT1S' }) });
  }
}

/** What the runtime's control API answers. */
export async function read(url: string): Promise<Record<string, unknown>> {
  return (await (await fetch(url)).json()) as Record<string, unknown>;
}

/** The request with the demo's lead as another person's, posted with one store's key. */
export function leadOf(number: number, { api, keys }: { api: string; keys: readonly string[] }): LoadedRequest {
  const body = document
    .replace('demo-1001', `bench-${number}`)
    .replace('maya.okafor@', `maya.okafor.${number}@`)
    .replace('212-555-0143', `212-${String(2_000_000 + number).replace(/(\d{3})(\d{4})/, '$1-$2')}`);
  const key = keys[number % keys.length];
  return {
    url: `${api}/v1/leads`,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/xml' },
    body,
  };
}

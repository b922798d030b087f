import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, startApp } from '../support/app.ts';
import { leadOf } from '../support/leads.ts';

const folder = path.resolve(import.meta.dirname, '../../../shared/cases/leads');
const isThere = existsSync(folder);

/** The kinds of cases that are about how a document is read. */
const kinds = ['K10', 'K11', 'K12', 'K13', 'K14', 'K15', 'K16', 'K17'];

interface Case {
  readonly id: string;
  readonly kind: string;
  readonly right: string;
  readonly steps: readonly { readonly file: string; readonly key: string; readonly type: string }[];
  readonly expect: readonly {
    readonly step?: number;
    readonly lead?: number;
    readonly is: Readonly<Record<string, unknown>>;
  }[];
}

const cases = isThere ? (JSON.parse(readFileSync(path.join(folder, 'expected.json'), 'utf8')) as readonly Case[]) : [];

/** What stands at a path such as `leads[0].dealerId`; null where nothing does. */
function at(value: unknown, place: string): unknown {
  const parts = place.match(/[^.[\]]+/g) ?? [];
  return (
    parts.reduce<unknown>((within, part) => (within as Record<string, unknown> | undefined)?.[part], value) ?? null
  );
}

describe.skipIf(!isThere)('documents that failed in use (skipped where ../shared/cases is absent)', () => {
  let app: App;
  beforeAll(async () => {
    app = await startApp();
  }, 300_000);
  afterAll(() => app.close());

  const post = async ({ file, key, type }: Case['steps'][number]) => {
    const sent = readFileSync(path.join(folder, file));
    const answer = await app.post('/v1/leads', sent, { as: key, headers: { 'content-type': type } });
    const body = answer.body as { readonly leads?: readonly { readonly leadId: string }[] };
    const leadId = body.leads?.[0]?.leadId;
    return { answer: { ...body, status: answer.status }, lead: leadId && (await leadOf(app, leadId)) };
  };

  test.each(cases.filter(({ kind }) => kinds.includes(kind)))('$id: $right', async ({ steps, expect: checks }) => {
    const done = [];
    for (const step of steps) done.push(await post(step));
    for (const { step, lead, is } of checks) {
      const found = step === undefined ? done[lead ?? 0]?.lead : done[step]?.answer;
      expect(Object.fromEntries(Object.keys(is).map((place) => [place, at(found, place)]))).toEqual(is);
    }
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { defineEvent, envelopeOf, instant, sourceOf, toInstantText } from '../../functions/events/event.ts';
import { codeOf } from '../../functions/platform/stable-hash.ts';
import { publishedLanguage } from '../support/published-language.ts';

const folder = path.resolve(import.meta.dirname, '../fixtures/events');
const definitions = await publishedLanguage();
/** `lead.received.v1.json`, or with a word for what is special about it: `lead.received.v1.sparse.json`. */
const fixtures = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => ({ file, type: /^.+?\.v\d+/.exec(file)?.[0] ?? file }));

describe('an event that is published', () => {
  test.each([...definitions.values()])('$type has a name with its major version, and an example', ({ type }) => {
    expect(type).toMatch(/^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*\.v[1-9]\d*$/);
    expect(fixtures.map((fixture) => fixture.file)).toContain(`${type}.json`);
  });

  test.each([...definitions.values()])(
    '$type carries ids and codes, never what people are called or where they are reached',
    ({ data }) => {
      const members = [...JSON.stringify(z.toJSONSchema(data)).matchAll(/"(\w+)":\{/g)].map(
        ([, member = '']) => member,
      );
      expect(members).toContain('properties');
      expect(
        members.filter((member) => /name|e?mail|phone|address|message|text|customer|comment/i.test(member)),
      ).toEqual([]);
    },
  );
});

/** Texts of events that no format and no list bounds, and why they say nothing about anybody. */
const freeTexts: Readonly<Record<string, string>> = {
  leadId: 'ours',
  firstLeadId: 'ours',
  ownerId: 'ours',
  others: 'ours',
  taskId: 'ours',
  quarantineId: 'ours',
  credentialId: 'ours',
  leadIds: 'ours',
  digestId: 'ours',
  dismissedBy: 'the id of a key, ours',
  recipient: 'a code',
  dealerId: 'given by the OEM',
  otherDealerId: 'given by the OEM',
  senderId: 'given by the OEM, with the key',
  class: "one of the OEM's words for a source",
  kind: 'the channel of a task, the kind of a document',
  reason: 'why, one of our words',
  personId: 'a code',
  from: 'a code',
  to: 'a code',
  activityId: 'a code',
  system: 'a code',
  id: 'a code',
};

/** The names of the members of a JSON schema that may be any text. */
function freeTextsIn(schema: unknown, name = ''): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { type, format, properties = {}, items, ...rest } = schema as Record<string, unknown>;
  const isFree = type === 'string' && format === undefined && !('enum' in rest) && !('const' in rest);
  const members = Object.entries(properties as object).flatMap(([member, each]) => freeTextsIn(each, member));
  const alternatives = Object.values(rest).flatMap((each) => (Array.isArray(each) ? each : []));
  return [
    ...(isFree ? [name] : []),
    ...members,
    ...[items, ...alternatives].flatMap((each) => freeTextsIn(each, name)),
  ];
}

describe('a text in an event', () => {
  test('is an instant, one of a few words, an id that we or the OEM gave, or a code', () => {
    const found = [...definitions.values()].flatMap(({ data }) => freeTextsIn(z.toJSONSchema(data)));
    expect([...new Set(found)].sort()).toEqual(Object.keys(freeTexts).sort());
  });

  test('that is a code is the same for the same text, and does not show it', () => {
    expect(codeOf('jane.roe@dealer.example')).toBe('8ba01230d230a05029d888ff8b7359d3');
    expect(codeOf('')).toMatch(/^[0-9a-f]{32}$/);
  });
});

describe('the source of an event', () => {
  const relative = /^\/lanekeeper\/(dev|prod)\/[a-z]{2}-[a-z]+-\d\/[a-z]+$/;

  test.each(fixtures)('$file names stage, region and room, in a URI reference', ({ file }) => {
    const { source } = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as { source: string };
    expect(source).toMatch(relative);
    expect(URL.canParse(source, 'https://example.org')).toBe(true);
  });

  test('is another for each installation', () => {
    const places = ['dev', 'prod'].flatMap((stage) =>
      ['us-east-1', 'eu-central-1'].map((region) => ({ stage, region })),
    );
    const sources = places.map((place) => sourceOf(place, 'leads'));
    expect(new Set(sources).size).toBe(places.length);
    expect(sources.every((source) => relative.test(source))).toBe(true);
  });
});

describe('an example of an event', () => {
  test.each(fixtures)('$file is read for ever, with all that is in it', ({ file, type }) => {
    const example: unknown = JSON.parse(readFileSync(path.join(folder, file), 'utf8'));
    const definition = definitions.get(type);
    if (!definition) throw new Error(`Nobody publishes ${type} any more; whoever stored one still wants to read it.`);
    // What a schema does not know it leaves out, so an equal example shows that nothing was dropped from the form.
    expect(envelopeOf(definition).parse(example)).toEqual(example);
    expect(example).toMatchObject({ type, id: expect.stringMatching(new RegExp(`\\.${type}$`)) });
  });
});

describe('the envelope', () => {
  const definition = defineEvent('thing.done.v1', z.object({ thingId: z.string() }));
  const event = {
    id: 'T1.1.0.thing.done.v1',
    specversion: '1.0',
    source: '/lanekeeper/dev/us-east-1/leads',
    type: 'thing.done.v1',
    time: '2026-11-23T15:00:00.000Z',
    subject: 'T1',
    correlationid: 'T1',
    data: { thingId: 'T1' },
  };

  test('is read as it was written; what a later minor version adds does no harm', () => {
    expect(
      envelopeOf(definition).parse({ ...event, traceparent: 'x', data: { thingId: 'T1', colour: 'red' } }),
    ).toEqual(event);
  });

  test.each<[string, object]>([
    ['another kind', { type: 'thing.done.v2' }],
    ['no id', { id: '' }],
    ['no subject', { subject: undefined }],
    ['a time without milliseconds', { time: '2026-11-23T15:00:00Z' }],
    ['a time with an offset', { time: '2026-11-23T10:00:00.000-05:00' }],
    ['data that lacks a member', { data: {} }],
  ])('is not taken with %s', (_what, change) => {
    expect(envelopeOf(definition).safeParse({ ...event, ...change }).success).toBe(false);
  });

  test('has instants that compare as texts, cut to the millisecond', () => {
    const at = Temporal.Instant.from('2026-11-23T15:00:00.123987654Z');
    expect(toInstantText(at)).toBe('2026-11-23T15:00:00.123Z');
    expect(instant.safeParse(toInstantText(at)).success).toBe(true);
  });
});

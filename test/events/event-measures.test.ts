import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { escalatedToNobody, eventMeasures } from '../../functions/events/event-measures.ts';
import { publishedLanguage } from '../support/published-language.ts';

const definitions = await publishedLanguage();

describe('a measure of an event', () => {
  test.each(Object.entries(eventMeasures))(
    '%s is of an event that is published, and logs only what it has',
    (type, { logged }) => {
      const definition = definitions.get(type);
      const { properties = {} } = z.toJSONSchema(definition?.data ?? z.never());
      expect(Object.keys(properties)).toEqual(expect.arrayContaining([...(logged?.fields ?? [])]));
      expect(definition).toBeDefined();
    },
  );

  test('counts an escalation apart that found nobody to tell', () => {
    const countedAs = eventMeasures['lead.escalated.v1']?.countedAs;
    expect(countedAs?.({ to: 'general-manager-1' })).toBeUndefined();
    expect(countedAs?.({})).toBe(escalatedToNobody);
  });
});

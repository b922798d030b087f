import { rmSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { synthesizedApp } from '../support/assembly.ts';
import { withSingleAttempts } from './changed-variables.ts';
import { type Outage, playOutage } from './outage.ts';
import { judgeOutage } from './outage-verdict.ts';

const assembly = withSingleAttempts((await synthesizedApp()).assembly);
afterAll(() => rmSync(assembly, { recursive: true, force: true }));

const minutes = 15;
/** Processes that die are started anew, in real time. */
const patience = 240_000;

/** `npm test` by itself plays the first three; a clean check plays one of each kind. */
const outages: readonly [string, Pick<Outage, 'of' | 'kind'>][] = [
  ['the table', { of: 'dynamodb', kind: 'throttle' }],
  ['the function of a timer', { of: 'decide-lead-sla', kind: 'throttle' }],
  ['a function whose processes die, so that its events are dead letters,', { of: 'assign-lead', kind: 'crashBefore' }],
  ['the function that takes mails from their queue', { of: 'notify-lead', kind: 'throttle' }],
  ['the bus', { of: 'events', kind: 'throttle' }],
  ['SES', { of: 'ses', kind: 'throttle' }],
];

test.each(process.env['CI'] === undefined ? outages.slice(0, 3) : outages)(
  '%s is out for a quarter of an hour, and no lead is without its steps',
  { timeout: patience },
  async (_what, out) => {
    const ending = await playOutage({ ...out, minutes }, assembly);
    const { violations, ...verdict } = judgeOutage(ending, minutes);
    expect(violations).toEqual([]);
    expect(verdict).toMatchObject({ leads: 6, leadsWithoutSteps: 0 });
    expect(ending.faults.length).toBeGreaterThan(5);
    // Between two tries lie ten minutes at most, what nobody was given is given away at its breach, and a digest waits five.
    expect(verdict.minutesLate).toBeLessThan(21);
  },
);

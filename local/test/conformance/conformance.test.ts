import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCases } from '../../conformance/case-file.ts';
import { hasWrong, judgeFolder, reportOf } from '../../conformance/conformance.ts';
import { judgePattern } from '../../conformance/event-pattern-case.ts';
import { historyDifference, type RecordedEvent } from '../../conformance/recorded-history.ts';
import { agrees } from '../../conformance/recorded-value.ts';
import { judgeExecution, type StateMachineCase } from '../../conformance/state-machine-case.ts';
import { countOf } from '../../conformance/verdict.ts';

const recordings = resolve(import.meta.dirname, '../../../../shared/conformance');

describe.skipIf(!existsSync(recordings))('behaviour recorded on AWS (skipped where the recordings are not)', () => {
  it('is ours: nothing wrong, at least 95 % of the executions, 90 % of the histories, 99 % of the patterns', async () => {
    const { executions, patterns } = await judgeFolder(recordings);
    expect(countOf(executions, 'wrong') + countOf(patterns, 'wrong')).toBe(0);
    expect(countOf(executions, 'agreed')).toBeGreaterThanOrEqual(executions.length * 0.95);
    expect(countOf(patterns, 'agreed')).toBeGreaterThanOrEqual(patterns.length * 0.99);
    const histories = executions.filter(({ kind, historyDiffers }) => kind === 'agreed' && !historyDiffers);
    expect(histories.length).toBeGreaterThanOrEqual(executions.length * 0.9);
  });

  it('every changed word of a recorded history is noticed', async () => {
    for (const recorded of readCases<StateMachineCase>(recordings, 'state-machines.jsonl').filter(
      (_, index) => index % 7 === 0,
    )) {
      const { historyDiffers } = await judgeExecution({ ...recorded, events: recorded.events.map(changed) });
      expect(historyDiffers, recorded.id).toBeDefined();
    }
  });
});

/** The event with another cause of its end: the last event's text is changed, the others stay. */
function changed(event: RecordedEvent, index: number, all: readonly RecordedEvent[]): RecordedEvent {
  return index === all.length - 1 ? { ...event, previousEventId: event.previousEventId + 1 } : event;
}

const recorded: StateMachineCase = {
  id: 'case-1',
  definition: {
    QueryLanguage: 'JSONata',
    StartAt: 'T',
    States: { T: { Type: 'Task', Resource: 'arn:aws:lambda:us-east-1:111111111111:function:f', End: true } },
  },
  input: { a: 1 },
  expected: { status: 'SUCCEEDED', output: { b: 2 } },
  events: [
    {
      id: 5,
      previousEventId: 4,
      type: 'LambdaFunctionSucceeded',
      timestamp: 'timestamp',
      lambdaFunctionSucceededEventDetails: { output: { b: 2 } },
    },
  ],
};

describe('judging', () => {
  it('serves tasks with the recorded outcomes', async () => {
    expect(await judgeExecution(recorded)).toMatchObject({
      kind: 'agreed',
      historyDiffers: expect.stringContaining('7 events, not 1'),
    });
  });

  it.each([
    [{ expected: { status: 'SUCCEEDED', output: { b: 3 } } }, 'wrong', 'output {"b":2}, not {"b":3}'],
    [{ expected: { status: 'FAILED', error: 'E' } }, 'wrong', 'SUCCEEDED'],
    [{ definition: { StartAt: 'S', States: { S: { Type: 'Succeed' } } } }, 'refused', 'wholly in JSONPath'],
    [{ definition: { QueryLanguage: 'JSONata', StartAt: 'S', States: {} } }, 'refused', 'MISSING_TRANSITION_TARGET'],
  ])('%j is %s', async (change, kind, reason) => {
    expect(await judgeExecution({ ...recorded, ...change })).toMatchObject({
      kind,
      reason: expect.stringContaining(reason),
    });
  });

  it.each([
    [{ a: ['x'] }, 'match', 'agreed'],
    [{ a: ['y'] }, 'match', 'wrong'],
    [{ a: 'x' }, 'invalid', 'agreed'],
  ] as const)('a pattern %j expected to give %s has %s', (pattern, expected, kind) => {
    expect(judgePattern({ name: 'p', pattern, event: { a: 'x' }, expected })).toMatchObject({ kind });
  });

  it('reports every refused and wrong case by name, and the counts last', async () => {
    const executions = [
      await judgeExecution(recorded),
      await judgeExecution({ ...recorded, id: 'case-2', definition: {} }),
    ];
    const patterns = [judgePattern({ name: 'p-1', pattern: { a: ['x'] }, event: {}, expected: 'match' })];
    const lines = reportOf({ executions, patterns });
    expect(lines.slice(-3)).toEqual([
      'tier 2 state-machines: 0 of 2 agree in every event',
      'state-machines: 1 agreed, 1 refused, 0 wrong',
      'event-patterns: 0 agreed, 0 refused, 1 wrong',
    ]);
    expect(lines.join('\n')).toMatch(/refused state machine case-2.*\nwrong event pattern p-1: no-match, not match/);
    expect(hasWrong({ executions, patterns })).toBe(true);
    expect(hasWrong({ executions, patterns: [] })).toBe(false);
  });

  it('a folder without recordings gives nothing', async () => {
    expect(await judgeFolder(join(recordings, 'nowhere'))).toEqual({ executions: [], patterns: [] });
  });
});

describe('comparing with what was recorded', () => {
  it.each([
    [{ a: 1 }, '{"a": 1}', true],
    ['{"a": 1}', '{"a":1}', true],
    ['[1]', '[2]', false],
    ['1.10', '1.1', true],
    [{ a: 1 }, { a: 1, b: 2 }, false],
    [[1, 2], [2, 1], false],
    ['timestamp', '2026-01-01T00:00:00.000Z', true],
    ['timestamp', 'soon', false],
    ['<uuid:1>', '6a', true],
    [['<uuid:2>', '<uuid:1>'], ['a', 'b'], true],
    [['<uuid:1>', '<uuid:1>'], ['a', 'b'], false],
    ['arn:<partition>:lambda:<region>:1:function:masked_name', 'arn:aws:lambda:us-east-1:1:function:f', true],
    ['arn:<partition>:lambda:<region>:1:function:masked_name', 'arn:aws:sqs:us-east-1:1:f', false],
    [{ roleArn: 'role' }, { roleArn: 'arn:aws:iam::1:role/r' }, true],
    [null, 'null', false],
    ['a', 'b', false],
  ])('%j and %j: %s', (recordedValue, actual, expected) => {
    expect(agrees(recordedValue, actual)).toBe(expected);
  });

  const event = (type: string, id: number | number[], previousEventId: number): RecordedEvent => ({
    type,
    id,
    previousEventId,
    timestamp: '',
  });
  const history = [event('A', 1, 0), event('C', [0], 0), event('B', [0], 0), event('D', 4, 3)];
  it.each([
    ['concurrent events are a set', ['A0', 'B1', 'C1', 'D3'], undefined],
    ['each of them is there', ['A0', 'B1', 'B1', 'D3'], 'no C'],
    ['others follow what they followed', ['A0', 'B1', 'C1', 'D2'], 'follows 2, not 3'],
    ['and are of the same type', ['A0', 'B1', 'C1', 'E3'], 'is E'],
  ])('%s', (_, actual, difference) => {
    const events = actual.map((text, index) => ({
      type: text.charAt(0),
      id: index + 1,
      previousEventId: Number(text.slice(1)),
    }));
    const found = historyDifference(history, events);
    if (difference === undefined) expect(found).toBeUndefined();
    else expect(found).toContain(difference);
  });
});

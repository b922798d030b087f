import { describe, expect, test } from 'vitest';
import type { Alarm, Comparison } from '../../../cloudwatch/alarms/alarm.ts';
import { evaluate } from '../../../cloudwatch/alarms/evaluation.ts';
import { reasonOf } from '../../../cloudwatch/alarms/reason.ts';
import { statisticOf } from '../../../cloudwatch/alarms/statistic.ts';
import { alarm, minute, start } from './alarm-bench.ts';

const treatments = ['missing', 'ignore', 'breaching', 'notBreaching'] as const;
const kept = 'stays as it is';

/** As AWS draws them: the newest on the right, `X` breaching, `0` not, `-` missing. */
function drawn(drawing: string) {
  const values: Readonly<Record<string, number | undefined>> = { X: 7, '0': 2 };
  return drawing
    .split(' ')
    .reverse()
    .map((mark, age) => ({ at: start - (age + 1) * minute, value: values[mark] }));
}

function stateOf(given: Partial<Alarm>, drawing: string): string {
  return evaluate({ ...alarm, ...given }, drawn(drawing))?.state ?? kept;
}

// "How alarm state is evaluated when data is missing" in the CloudWatch user guide.
describe('the examples of AWS, of three periods in a range of five', () => {
  test.each([
    [3, '0 - X - X', ['OK', 'OK', 'OK', 'OK']],
    [3, '0 - - - -', ['OK', 'OK', 'OK', 'OK']],
    [3, '- - - - -', ['INSUFFICIENT_DATA', kept, 'ALARM', 'OK']],
    [3, '0 X X - X', ['ALARM', 'ALARM', 'ALARM', 'ALARM']],
    [3, '- - X - -', ['ALARM', kept, 'ALARM', 'OK']],
    [2, '0 - X - X', ['ALARM', 'ALARM', 'ALARM', 'ALARM']],
    [2, '0 0 X 0 X', ['ALARM', 'ALARM', 'ALARM', 'ALARM']],
    [2, '0 - X - -', ['OK', 'OK', 'ALARM', 'OK']],
    [2, '- - - - 0', ['OK', 'OK', 'ALARM', 'OK']],
    [2, '- - - X -', ['ALARM', kept, 'ALARM', 'OK']],
  ])('%i to alarm: %s', (datapointsToAlarm, drawing, expected) => {
    const states = treatments.map((missing) => stateOf({ evaluationPeriods: 3, datapointsToAlarm, missing }, drawing));
    expect(states).toEqual(expected);
  });

  test.each(['- - - - X', '- - - X -'])('%s is too early for an alarm', (drawing) => {
    expect(stateOf({ evaluationPeriods: 3, datapointsToAlarm: 3, missing: 'missing' }, drawing)).toBe(kept);
  });
});

test.each<[Comparison, string]>([
  ['GreaterThanOrEqualToThreshold', 'OK ALARM ALARM'],
  ['GreaterThanThreshold', 'OK OK ALARM'],
  ['LessThanThreshold', 'ALARM OK OK'],
  ['LessThanOrEqualToThreshold', 'ALARM ALARM OK'],
])('%s: below, at and above the threshold is %s', (comparison, states) => {
  const found = [4, 5, 6].map((value) => evaluate({ ...alarm, comparison }, [{ at: start, value }])?.state);
  expect(found.join(' ')).toBe(states);
});

describe('the reason, in the words of CloudWatch', () => {
  const reasonFor = (given: Partial<Alarm>, drawing: string) => {
    const verdict = evaluate({ ...alarm, ...given }, drawn(drawing));
    return verdict && reasonOf({ ...alarm, ...given }, verdict);
  };

  test.each<[Partial<Alarm>, string, string]>([
    [
      {},
      '- - X',
      'Threshold Crossed: 1 out of the last 1 datapoints [7.0 (01/03/27 07:59:00)] was greater than or equal to the threshold (5.0) (minimum 1 datapoint for OK -> ALARM transition).',
    ],
    [
      { evaluationPeriods: 2, datapointsToAlarm: 2, threshold: 1.5, comparison: 'GreaterThanThreshold' },
      '- - X 0',
      'Threshold Crossed: 2 out of the last 2 datapoints [2.0 (01/03/27 07:59:00), 7.0 (01/03/27 07:58:00)] were greater than the threshold (1.5) (minimum 2 datapoints for OK -> ALARM transition).',
    ],
    [
      {},
      '- - 0',
      'Threshold Crossed: 1 datapoint [2.0 (01/03/27 07:59:00)] was not greater than or equal to the threshold (5.0).',
    ],
    [
      {},
      '- - -',
      'Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was treated as [NonBreaching].',
    ],
    [
      { evaluationPeriods: 3, datapointsToAlarm: 2, missing: 'breaching' },
      '- - - - 0',
      'Threshold Crossed: 2 missing datapoints were treated as [Breaching].',
    ],
    [{ missing: 'missing', evaluationPeriods: 2 }, '- - - -', 'Insufficient Data: 2 datapoints were unknown.'],
  ])('%j %s', (given, drawing, reason) => {
    expect(reasonFor(given, drawing)).toBe(reason);
  });
});

test.each([
  ['SampleCount', 5],
  ['Sum', 15],
  ['Average', 3],
  ['Minimum', 1],
  ['Maximum', 8],
  ['p50', 2],
  ['p90', 8],
  ['p0', 1],
])('%s of 1, 2, 2, 2 and 8 over two minutes is %d', (name, expected) => {
  const minutes = [
    new Map([[2, 2]]),
    new Map([
      [1, 1],
      [8, 1],
      [2, 1],
    ]),
  ];
  expect(statisticOf(name, minutes)).toBe(expected);
  expect(statisticOf(name, [])).toBeUndefined();
});

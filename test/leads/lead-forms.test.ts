import { expect, test } from 'vitest';
import { leadForm } from '../../functions/leads/lead/lead.store.ts';
import { itemFixture } from '../support/item-fixtures.ts';

const { item } = itemFixture('lead', 1);
const older = item as typeof item & {
  readonly sla: { readonly policy: string; readonly firstResponse: object };
  readonly followUps: { readonly run: number; readonly tasks: readonly { readonly taskId: string }[] };
};
const request = (at: string, system: string, interest: string) => ({
  at,
  source: { system },
  vehiclesOfInterest: [{ vin: '1FTFW1ET5DFC10312', interest }],
  reason: 'any-source',
});

test('a lead of the first form is read with what its whole lists say counted', () => {
  const { policy, firstResponse } = older.sla;
  const again = older.followUps.tasks.map((task) => ({ ...task, taskId: task.taskId.replace('1-', '2-'), run: 2 }));
  const lead = leadForm.read({
    ...older,
    pastSlas: [{ policy, firstResponse }],
    resubmissions: [
      request('2026-11-24T15:00:00.000Z', 'portal', 'buy'),
      request('2026-11-25T15:00:00.000Z', 'website', 'test-drive'),
    ],
    escalations: [1, 2, 1].map((level) => ({ level, at: '2026-11-24T15:00:00.000Z' })),
    followUps: { ...older.followUps, run: 2, tasks: [...older.followUps.tasks, ...again] },
  });
  expect(lead.sla.run).toBe(2);
  expect(lead.pastSlas).toEqual([{ run: 1, policy, firstResponse }]);
  expect(lead.escalations.map(({ level, run }) => [level, run])).toEqual([
    [1, 1],
    [2, 1],
    [1, 2],
  ]);
  expect(lead.asked).toEqual({
    times: 3,
    lastAt: '2026-11-25T15:00:00.000Z',
    systems: ['portal', 'website'],
    details: ['configured', 'exact'],
    testDrive: true,
  });
  expect(lead.pastFollowUps).toEqual([{ run: 1, tasks: older.followUps.tasks }]);
  expect(lead.followUps).toMatchObject({ run: 2, tasks: again });
});

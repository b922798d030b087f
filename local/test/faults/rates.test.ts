import { expect, test } from 'vitest';
import { createDispatcher, operator } from '../../dispatcher.ts';
import { Faults } from '../../faults/faults.ts';

/** SES behind a plan, on a clock that is set by hand; gives the error's code, or `sent`. */
function limited() {
  const clock = { now: 0 };
  const faults = new Faults({
    now: () => clock.now,
    nameOf: (logicalId) => logicalId,
    isAlive: () => true,
    kill: async () => {},
  });
  faults.set({ seed: 1, perSecond: { ses: 2 } });
  const dispatcher = createDispatcher(undefined, [faults.intercept]);
  for (const service of ['ses', 'sqs']) dispatcher.register(service, async () => ({}));
  const send = (principal = { name: 'Notify' }, service = 'ses') =>
    dispatcher.call({ service, action: 'SendEmail', input: {}, principal }).then(
      () => 'sent',
      (error: { code: string }) => error.code,
    );
  return { clock, faults, send };
}

test('a service takes so many calls within any second of the clock, and throttles what is more', async () => {
  const { clock, faults, send } = limited();
  const sentAt: number[] = [];
  for (const at of [0, 0, 0, 400, 999, 1000, 1000, 1000, 1500, 2000]) {
    clock.now = at;
    const outcome = await send();
    if (outcome === 'sent') sentAt.push(at);
    else expect(outcome).toBe('TooManyRequestsException');
  }
  expect(sentAt).toEqual([0, 0, 1000, 1000, 2000]);
  expect(faults.trace).toHaveLength(5);
  expect(faults.trace[0]).toMatchObject({ fault: 'perSecond', by: 'Notify', what: 'ses:SendEmail' });
});

test('other services and calls from outside are left alone', async () => {
  const { send } = limited();
  for (const _ of [1, 2, 3])
    expect([await send(operator), await send({ name: 'Notify' }, 'sqs')]).toEqual(['sent', 'sent']);
});

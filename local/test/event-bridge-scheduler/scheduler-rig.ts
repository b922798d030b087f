import type { Place } from '../../cloudformation/resource.ts';
import { type AwsCall, createDispatcher } from '../../dispatcher.ts';
import { createEventBridgeScheduler } from '../../event-bridge-scheduler/event-bridge-scheduler.ts';
import { type Journal, noJournal } from '../../journal/journal.ts';
import { createScheduler } from '../../virtual-scheduler.ts';

const place: Place = { region: 'us-east-1', account: '000000000000', partition: 'aws' };
export const start = Date.parse('2026-03-07T00:00:00Z');
export const roleArn = 'arn:aws:iam::000000000000:role/invokes';
export const lambdaArn = 'arn:aws:lambda:us-east-1:000000000000:function:handler';
export const deadArn = 'arn:aws:sqs:us-east-1:000000000000:dead';
export const scheduleArn = 'arn:aws:scheduler:us-east-1:000000000000:schedule/default/stack-Nightly';
export const principal = { name: 'Nightly', roleArn, service: 'scheduler.amazonaws.com' };

export const nightly = {
  ScheduleExpression: 'cron(30 2 * * ? *)',
  ScheduleExpressionTimezone: 'America/New_York',
  FlexibleTimeWindow: { Mode: 'OFF' },
  Target: { Arn: lambdaArn, RoleArn: roleArn, Input: '{"tick":"<aws.scheduler.scheduled-time>"}' },
};

/** EventBridge Scheduler alone; calls to targets are written down, and answered as `fails` says. */
export function schedulerRig(
  fails: (call: AwsCall) => Error | undefined = () => undefined,
  journal: Journal = noJournal,
  now = start,
) {
  const scheduler = createScheduler({ start: now });
  const dispatcher = createDispatcher();
  const calls: { readonly at: string; readonly call: AwsCall }[] = [];
  for (const service of ['lambda', 'sqs', 'states', 'events']) {
    dispatcher.register(service, async (call) => {
      calls.push({ at: new Date(scheduler.now()).toISOString(), call });
      const error = fails(call);
      if (error) throw error;
      return {};
    });
  }
  const complaints: string[] = [];
  const complain = (message: string) => void complaints.push(message);
  const { kinds } = createEventBridgeScheduler({ scheduler, dispatcher, place, complain, journal });
  const load = async (properties: Readonly<Record<string, unknown>>, type = 'AWS::Scheduler::Schedule') => {
    const kind = kinds[type];
    if (!kind) throw new Error(`no kind ${type}`);
    const identity = kind.identify('stack-Nightly', properties, place);
    const named = { stack: 'stack', logicalId: 'Nightly', path: 'stack/Nightly', metadata: {} };
    await kind.load?.({ ...named, type, properties, ...identity });
    return identity;
  };
  return { scheduler, calls, complaints, load };
}

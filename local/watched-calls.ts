import type { AwsCall, Interceptor } from './dispatcher.ts';
import type { Watcher } from './watcher.ts';

type Answer = Readonly<Record<string, unknown>>;

/** Lets a watcher hear what an app publishes and mails, once a service has taken it; `now` gives virtual epoch ms. */
export function watchedCalls(watcher: Watcher, now: () => number): Interceptor {
  return async (call, carryOut) => {
    const answer = await carryOut(call);
    for (const what of madeKnown(call, answer)) watcher.madeKnown(now(), what);
    return answer;
  };
}

function madeKnown({ service, action, input }: AwsCall, answer: Answer): readonly string[] {
  if (service === 'events' && action === 'PutEvents') return typesTaken(input, answer);
  return service === 'ses' && action === 'SendEmail' ? ['a mail'] : [];
}

function typesTaken(input: Answer, answer: Answer): readonly string[] {
  const results = (answer['Entries'] ?? []) as readonly Answer[];
  const entries = (input['Entries'] ?? []) as readonly Answer[];
  return entries
    .filter((_, at) => results[at]?.['ErrorCode'] === undefined)
    .map(({ DetailType }) => `event ${String(DetailType)}`);
}

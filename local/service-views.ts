import type { Views } from './control/views.ts';
import type { Services } from './services.ts';

/** What the services let people look at; functions and machines go by their short names and can be asked for by either. */
export function viewsOf(services: Services, short: (name: string) => string): Views {
  const { cloudWatch, eventBridge, sqs, stepFunctions } = services;
  const functionNames = () => services.lambda.functions().map(({ name }) => name);
  const asked = (name: string | undefined, full: string) => name === undefined || name === full || name === short(full);
  return {
    events: (type) => eventBridge.events(type),
    executions: (machine) =>
      stepFunctions
        .executions()
        .filter((execution) => asked(machine, execution.machine))
        .map((execution) => ({ ...execution, machine: short(execution.machine) })),
    history: (name) => stepFunctions.history(name),
    messages: () => messagesOf(services),
    metrics: () => cloudWatch.metrics(),
    putMetric: (metric) => cloudWatch.put(metric),
    alarms: () => cloudWatch.alarms(),
    logs(functionName) {
      const named = functionNames().find((full) => asked(functionName, full) && functionName !== undefined);
      const entries = cloudWatch.logs(named ?? functionName);
      return entries.map((entry) => ({ ...entry, function: short(entry.function) }));
    },
    deadLetters: () => sqs.deadLetters(),
    denied: () => services.iam.denied(),
    permissions: () => services.iam.grants(),
    redrive: async () => ({ ...(await sqs.redrive()) }),
  };
}

/** All that was handed to a provider; topics send from the address SNS uses. */
function messagesOf({ ses, sns }: Services): readonly { readonly at: string }[] {
  const fromTopics = sns.emails().map(({ topic, to, ...email }) => ({
    channel: 'email',
    from: 'no-reply@sns.amazonaws.com',
    to: [to],
    tags: { topic },
    ...email,
  }));
  return [...ses.messages(), ...fromTopics].sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
}

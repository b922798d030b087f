import { type App, type Stack, Tags, Validations } from 'aws-cdk-lib';
import { ManagedPolicy, PermissionsBoundary } from 'aws-cdk-lib/aws-iam';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { acknowledge } from './acknowledgements.ts';
import { ApiStack } from './stacks/api.ts';
import { DataStack } from './stacks/data.ts';
import { DealersStack } from './stacks/dealers.ts';
import { EventsStack } from './stacks/events.ts';
import { IntakeStack } from './stacks/intake.ts';
import { LeadsStack } from './stacks/leads.ts';
import { ObservabilityStack } from './stacks/observability.ts';
import { ReplayStack } from './stacks/replay.ts';
import { WakeUpsStack } from './stacks/wake-ups.ts';
import { chosenStages, type Stage, trialFields } from './stages.ts';

/** Builds the app: one set of stacks per stage and region, checked by cdk-nag at every synth. */
export function buildApp(app: App): App {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
  acknowledge(app, addStages(app));
  return app;
}

/** Adds the stacks of each stage that the app's context asks for, and gives those stages. */
export function addStages(app: App): readonly Stage[] {
  const names = ['config', 'prefix', 'stage', 'region', ...trialFields] as const;
  const overrides = Object.fromEntries(names.map((name) => [name, app.node.tryGetContext(name) as string | undefined]));
  const stages = chosenStages(overrides);
  for (const stage of stages) addStacks(app, stage);
  return stages;
}

function addStacks(app: App, given: Stage): void {
  const { account, base, region, tags = {} } = given;
  const prefix = `${base}-${region}`;
  const env = account === undefined ? { region } : { account, region };
  const common = { env, terminationProtection: given.protectData };
  const data = new DataStack(app, `${prefix}-data`, { ...common, stage: given });
  const stage = data.key ? { ...given, key: data.key } : given;
  const props = { ...common, stage };
  const events = new EventsStack(app, `${prefix}-events`, { ...props, data });
  const dealers = new DealersStack(app, `${prefix}-dealers`, { ...props, data });
  const intake = new IntakeStack(app, `${prefix}-intake`, { ...props, data });
  const leads = new LeadsStack(app, `${prefix}-leads`, { ...props, data, events, intake });
  const replay = new ReplayStack(app, `${prefix}-replay`, { ...props, data, events, intake });
  const wakeUps = new WakeUpsStack(app, `${prefix}-wakeups`, { ...props, data, leads });
  const api = new ApiStack(app, `${prefix}-api`, {
    ...props,
    data,
    routes: [...dealers.routes, ...intake.routes, ...leads.routes, ...replay.routes],
  });
  const watched = [events, dealers, intake, leads, replay, wakeUps, api];
  const observability = new ObservabilityStack(app, `${prefix}-observability`, { ...props, watched });
  for (const stack of [data, ...watched, observability]) {
    for (const [key, value] of Object.entries(tags)) Tags.of(stack).add(key, value);
    Tags.of(stack).add('product', 'lanekeeper');
    Tags.of(stack).add('stage', stage.name);
    if (stage.permissionsBoundary) bound(stack, stage.permissionsBoundary);
  }
}

/** Bounds every role of a stack by a policy that is in the account. */
function bound(stack: Stack, policy: string): void {
  const arn = policy.startsWith('arn:')
    ? policy
    : stack.formatArn({ service: 'iam', region: '', resource: 'policy', resourceName: policy });
  PermissionsBoundary.of(stack).apply(ManagedPolicy.fromManagedPolicyArn(stack, 'Boundary', arn));
}

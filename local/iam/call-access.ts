import { type AwsCall, AwsError } from '../dispatcher.ts';
import { apiGatewayRoutes } from '../wire/apigateway.routes.ts';
import type { Access, AccessOf, AccessWorld } from './access.ts';
import { arnOf } from './arn.ts';
import { dynamoDbAccess } from './dynamodb-access.ts';
import { logsAccess } from './logs-access.ts';
import { eventsAccess, snsAccess, sqsAccess } from './messaging-access.ts';
import { s3Access } from './s3-access.ts';
import { sesAccess } from './ses-access.ts';
import { lambdaAccess, statesAccess } from './workflow-access.ts';

/** Actions by service; which resources an action is checked for is from AWS's Service Authorization Reference. */
const services: Readonly<Record<string, Readonly<Record<string, AccessOf>>>> = {
  dynamodb: dynamoDbAccess,
  states: statesAccess,
  lambda: lambdaAccess,
  events: eventsAccess,
  sqs: sqsAccess,
  sns: snsAccess,
  s3: s3Access,
  ses: sesAccess,
  logs: logsAccess,
  // To assume a role takes its trust alone; and everybody may ask who he is.
  sts: { AssumeRole: () => [], GetCallerIdentity: () => [] },
  apigateway: Object.fromEntries(apiGatewayRoutes.map(({ action, method, path }) => [action, onPath(method, path)])),
};

/** Services whose actions know no resource. */
const withoutResources = ['cloudwatch', 'xray'];

/** What a call needs. Throws UnsupportedOnThisMachine for one whose resource is not known here. */
export function accessOf(call: AwsCall, world: AccessWorld): readonly Access[] {
  const { service, action } = call;
  if (withoutResources.includes(service)) return [{ action: `${service}:${action}`, resource: '*' }];
  const actions = services[service] ?? {};
  const known = Object.hasOwn(actions, action) ? actions[action] : undefined;
  if (known) return known(call, world);
  const message = `What ${service}:${action} needs is not known on this machine, so that no role can be given it.`;
  throw new AwsError('UnsupportedOnThisMachine', message, { status: 501 });
}

/** API Gateway's control plane: the method is the action, the path the resource. */
function onPath(method: string, path: string): AccessOf {
  return ({ input }, { place }) => [
    {
      action: `apigateway:${method}`,
      resource: arnOf('apigateway', path, { ...place, account: '' }).replace(/\{(\w+)\}/g, (_, name) =>
        String(input[name]),
      ),
    },
  ];
}

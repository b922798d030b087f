import { type App, Validations } from 'aws-cdk-lib';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import type { Stage } from './stages.ts';

interface Acknowledgement {
  /** The rule, with the finding where it has several. */
  readonly rule: string;
  /** The constructs it is accepted for, by the end of their path. */
  readonly scope: RegExp;
  readonly reason: string;
}

/** What is accepted wherever it is deployed. */
const everywhere: readonly Acknowledgement[] = [
  {
    rule: 'AwsSolutions-IAM5[Resource::*]',
    scope: /Role\/DefaultPolicy\/Resource$/,
    reason:
      'Only actions without resource-level permissions are granted on *: xray:Put…, and log delivery for the state machines. All others name their resource.',
  },
  {
    rule: 'AwsSolutions-IAM5[Resource::<Documents7E5B2978.Arn>/quarantine/*]',
    scope: /GetDocumentRole\/DefaultPolicy\/Resource$/,
    reason: 'A kept document is named by its day and id, below this prefix of this one bucket; only get.',
  },
  {
    rule: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]',
    scope: /Api\/CloudWatchRole\/Resource$/,
    reason:
      'The policy AWS publishes for the one account-wide role by which API Gateway writes its logs; it covers logs only.',
  },
  {
    rule: 'AwsSolutions-APIG2',
    scope: /Api\/Resource$/,
    reason:
      'Bodies are ADF in many dialects as well as JSON. Every handler checks its body by a schema, after the size cap, and answers field by field; a JSON-schema model at the gateway would refuse real leads.',
  },
  {
    rule: 'AwsSolutions-COG4',
    scope: /Api\/Default\/v1\/.*\/Resource$/,
    reason:
      'Callers are machines of dealers and providers with revocable, scoped, hashed keys, checked by a Lambda authorizer; a Cognito user pool is for people who sign in.',
  },
  {
    rule: 'AwsSolutions-APIG4',
    scope: /Api\/Default\/v1\/openapi\.json\/GET\/Resource$/,
    reason: 'The public description of the API; it reads nothing but a file in its own bundle.',
  },
  {
    rule: 'Serverless-LambdaTracing',
    scope: /\/[A-Z]\w+\/Resource$/,
    reason:
      'Its traces pass through: it is traced with the request in a hundred that the API chooses. Chosen by each function, traces would cost more than the functions.',
  },
  ...['AwsSolutions-SF2', 'Serverless-StepFunctionStateMachineXray'].map((rule) => ({
    rule,
    scope: /\/Lead(Sla|FollowUp)\/Resource$/,
    reason:
      'It waits for hours or days and calls one function; its history tells every step, and a trace would be paid for.',
  })),
  {
    rule: 'AwsSolutions-SF1',
    scope: /\/Lead(Sla|FollowUp)\/Resource$/,
    reason: 'Errors are logged; every step stands in the history of the execution for 90 days, which is not paid for.',
  },
  {
    rule: 'AwsSolutions-SQS3',
    scope: /DeadLetters\/Resource$/,
    reason:
      'It is the dead-letter queue, of event rules and asynchronous invocations, which the rule does not look at.',
  },
  {
    rule: 'Serverless-SQSRedrivePolicy',
    scope: /DeadLetters\/Resource$/,
    reason: 'It is the end of the line: an alarm watches it and an operator redrives it.',
  },
  {
    rule: 'Serverless-SNSRedrivePolicy',
    scope: /-observability\/Alarms\/[^/]+@[^/]+\/Resource$/,
    reason:
      'A person at a mailbox: SNS tries for six hours, and what has not arrived by then is old news. The alarm stands in CloudWatch with its history, and a dead letter of an alarm would need an alarm that goes the same way.',
  },
  {
    rule: 'Serverless-LambdaEventSourceMappingDestination',
    scope: /(OnSlaNotify|OnEventStartLeadSla)\/Mapping\/Resource$/,
    reason:
      'The mapping of a queue can have no destination, only that of a stream can: what was tried as often as it may be goes to the dead letters by the queue’s redrive policy.',
  },
  {
    rule: 'Serverless-LambdaDLQ',
    scope: /\/(Authorize|Get\w+|List\w+|Put\w+|Post\w+|Decide\w+|RelayFacts|NotifyLead|Start\w+)\/Resource$/,
    reason:
      'Called synchronously only: by API Gateway, Step Functions (which retries), the stream (whose failures go to the dead letters by its mapping) or a queue (which has dead letters of its own). A dead-letter queue would never be written to.',
  },
  {
    rule: 'Serverless-LambdaDLQ',
    scope: /\/(End\w+|AssignLead|ReplayDocument|SweepDue|CountUnanswered|RepublishFacts)\/Resource$/,
    reason:
      'Its asynchronous failures go to the dead letters as an on-failure destination, which the rule does not look at.',
  },
];

/** What is accepted of one stage, whose names stand in the finding. */
function ofStage({ base, region, features, account = '<AWS::AccountId>' }: Stage): readonly Acknowledgement[] {
  const withoutFirewall = {
    rule: 'AwsSolutions-APIG3',
    scope: new RegExp(`^${base}-${region}-api/Api/DeploymentStage`),
    reason: 'The configuration of this installation says that there is to be no firewall (features.firewall).',
  };
  // As the CDK writes it, which knows it of most regions.
  const partition = RegionInfo.get(region).partition ?? '<AWS::Partition>';
  return [
    ...(features.firewall ? [] : [withoutFirewall]),
    {
      rule: `AwsSolutions-IAM5[Resource::${base}-${region}-intake:ExportsOutputFnGetAttDocuments7E5B2978Arn159F38C5/quarantine/*]`,
      scope: /(PostLead|PostReplay|ReplayDocument)Role\/DefaultPolicy\/Resource$/,
      reason:
        'A kept document is named by its day and id, below this prefix of this one bucket; only put, or only get.',
    },
    {
      rule: `AwsSolutions-IAM5[Resource::arn:${partition}:states:${region}:${account}:execution:${base}-lead-sla:*]`,
      scope: /EndLeadSlaRole\/DefaultPolicy\/Resource$/,
      reason:
        'Every lead has an execution of its own, of this one state machine; the answered ones are stopped, nothing else.',
    },
  ];
}

/** Every accepted cdk-nag finding, at the narrowest scope, with the reason a reviewer is asked to accept. */
export function acknowledgementsFor(stages: readonly Stage[]): readonly Acknowledgement[] {
  return [...everywhere, ...stages.flatMap(ofStage)];
}

/** Enters the acknowledgements at the constructs they name. */
export function acknowledge(app: App, stages: readonly Stage[]): void {
  const acknowledgements = acknowledgementsFor(stages);
  for (const construct of app.node.findAll())
    for (const { rule, scope, reason } of acknowledgements)
      if (scope.test(construct.node.path)) Validations.of(construct).acknowledge({ id: rule, reason });
}

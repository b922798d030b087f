import { assemblyFolder } from './cloudformation/assembly-folder.ts';

const hash = 'c0de'.repeat(16);

/** Four handlers that speak AWS's protocols with nothing but fetch, as the folder of an asset has no packages beside it. */
const code = `
const { AWS_ENDPOINT_URL: url, AWS_ACCESS_KEY_ID: id, AWS_REGION: region, TABLE, BUS, MACHINE } = process.env;
async function aws(service, headers, path, input) {
  const authorization = \`AWS4-HMAC-SHA256 Credential=\${id}/20260302/\${region}/\${service}/aws4_request, SignedHeaders=host, Signature=0\`;
  const answer = await fetch(url + path, { method: 'POST', headers: { authorization, ...headers }, body: JSON.stringify(input) });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}
const json = (version, target) => ({ 'content-type': \`application/x-amz-json-\${version}\`, 'x-amz-target': target });

export async function post(event) {
  const { id } = JSON.parse(event.body);
  const Item = { pk: { S: id }, at: { S: new Date().toISOString() } };
  await aws('dynamodb', json('1.0', 'DynamoDB_20120810.PutItem'), '/', { TableName: TABLE, Item });
  console.log('took ' + id);
  return { statusCode: 202, body: JSON.stringify({ id }) };
}
export async function relay({ Records }) {
  const Entries = Records.map(({ dynamodb }) => ({
    Source: 'small', DetailType: 'thing.taken.v1', EventBusName: BUS, Detail: JSON.stringify({ id: dynamodb.Keys.pk.S }),
  }));
  await aws('events', json('1.1', 'AWSEvents.PutEvents'), '/', { Entries });
}
export async function start({ detail }) {
  const input = { stateMachineArn: MACHINE, name: detail.id, input: JSON.stringify(detail) };
  await aws('states', json('1.0', 'AWSStepFunctions.StartExecution'), '/', input);
}
export async function remind({ id }) {
  await aws('ses', { 'content-type': 'application/json' }, '/v2/email/outbound-emails', {
    FromEmailAddress: 'small@example.com',
    Destination: { ToAddresses: ['owner@example.com'] },
    Content: { Simple: { Subject: { Data: 'Remember ' + id }, Body: { Text: { Data: new Date().toISOString() } } } },
  });
  return { reminded: id };
}
`;

const att = (logicalId: string, attribute = 'Arn') => ({ 'Fn::GetAtt': [logicalId, attribute] });
const ref = (logicalId: string) => ({ Ref: logicalId });

const services = ['lambda.amazonaws.com', 'states.amazonaws.com'];
const trust = [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: services } }];
const allowed: Readonly<Record<string, unknown>> = {
  'dynamodb:PutItem': 'arn:aws:dynamodb:us-east-1:000000000000:table/small-data-Table',
  'events:PutEvents': att('Bus'),
  'states:StartExecution': ref('Machine'),
  'lambda:InvokeFunction': att('Remind'),
  'ses:SendEmail': 'arn:aws:ses:us-east-1:000000000000:identity/example.com',
};

/** One role for all: its functions write logs and read the stream by AWS's own policy, and do the rest by the app's. */
const role = {
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: trust },
    ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWSLambdaDynamoDBExecutionRole'],
  },
};
const policy = {
  Type: 'AWS::IAM::Policy',
  Properties: {
    PolicyName: 'all',
    PolicyDocument: {
      Statement: Object.entries(allowed).map(([Action, Resource]) => ({ Effect: 'Allow', Action, Resource })),
    },
    Roles: [ref('Role')],
  },
};
function invokedBy(Principal: string, functionName: string, SourceArn: unknown) {
  const Properties = { Action: 'lambda:InvokeFunction', FunctionName: att(functionName), Principal, SourceArn };
  return { Type: 'AWS::Lambda::Permission', Properties };
}

function handler(name: string, variables: Record<string, unknown> = {}) {
  return {
    Type: 'AWS::Lambda::Function',
    Properties: {
      FunctionName: `small-dev-${name}`,
      Code: { S3Bucket: { 'Fn::Sub': 'assets-${AWS::AccountId}' }, S3Key: `${hash}.zip` },
      Runtime: 'nodejs24.x',
      Handler: `index.${name}`,
      Role: att('Role'),
      Timeout: 10,
      Environment: { Variables: variables },
    },
  };
}

const data = {
  Resources: {
    Table: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
        StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
      },
    },
  },
  Outputs: {
    Name: { Value: ref('Table'), Export: { Name: 'small-data:Name' } },
    Stream: { Value: att('Table', 'StreamArn'), Export: { Name: 'small-data:Stream' } },
  },
};

const definition = {
  QueryLanguage: 'JSONata',
  StartAt: 'Wait',
  States: {
    Wait: { Type: 'Wait', Seconds: 60, Next: 'Remind' },
    Remind: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Arguments: { FunctionName: '${Remind}', Payload: '{% $states.input %}' },
      Output: '{% $states.result.Payload %}',
      End: true,
    },
  },
};

const uri = {
  'Fn::Sub': 'arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Post.Arn}/invocations',
};

const app = {
  Resources: {
    Role: role,
    Policy: policy,
    ApiMayPost: invokedBy('apigateway.amazonaws.com', 'Post', {
      'Fn::Sub': 'arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/*/POST/v1',
    }),
    RuleMayStart: invokedBy('events.amazonaws.com', 'Start', att('OnTaken')),
    Post: handler('post', { TABLE: { 'Fn::ImportValue': 'small-data:Name' } }),
    Relay: handler('relay', { BUS: ref('Bus') }),
    Start: handler('start', { MACHINE: ref('Machine') }),
    Remind: handler('remind'),
    FromStream: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: {
        EventSourceArn: { 'Fn::ImportValue': 'small-data:Stream' },
        FunctionName: ref('Relay'),
        StartingPosition: 'TRIM_HORIZON',
      },
    },
    Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'small-dev' } },
    OnTaken: {
      Type: 'AWS::Events::Rule',
      Properties: {
        EventBusName: ref('Bus'),
        EventPattern: { 'detail-type': ['thing.taken.v1'] },
        State: 'ENABLED',
        Targets: [{ Id: 'Target0', Arn: att('Start') }],
      },
    },
    Machine: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: {
        StateMachineName: 'small-dev-reminder',
        DefinitionString: JSON.stringify(definition),
        DefinitionSubstitutions: { Remind: att('Remind') },
        RoleArn: att('Role'),
      },
    },
    Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'small' } },
    V1: {
      Type: 'AWS::ApiGateway::Resource',
      Properties: { ParentId: att('Api', 'RootResourceId'), PathPart: 'v1', RestApiId: ref('Api') },
    },
    PostV1: {
      Type: 'AWS::ApiGateway::Method',
      Properties: {
        HttpMethod: 'POST',
        AuthorizationType: 'NONE',
        ResourceId: ref('V1'),
        RestApiId: ref('Api'),
        Integration: { Type: 'AWS_PROXY', IntegrationHttpMethod: 'POST', Uri: uri },
      },
    },
    Deployment: { Type: 'AWS::ApiGateway::Deployment', DependsOn: ['PostV1'], Properties: { RestApiId: ref('Api') } },
    Stage: {
      Type: 'AWS::ApiGateway::Stage',
      Properties: { RestApiId: ref('Api'), DeploymentId: ref('Deployment'), StageName: 'prod' },
    },
    Plan: {
      Type: 'AWS::ApiGateway::UsagePlan',
      Properties: { UsagePlanName: 'callers', ApiStages: [{ ApiId: ref('Api'), Stage: ref('Stage') }] },
    },
  },
};

/**
 * Writes the assembly of a small app: an API puts an item, its stream becomes an event, the event starts a machine that
 * waits a minute and sends a mail. `further` resources are added to its stack.
 */
export function smallApp(further: Record<string, unknown> = {}): string {
  return assemblyFolder({
    'small-app': {
      template: { Resources: { ...app.Resources, ...further } },
      dependencies: ['small-data'],
      assets: { [hash]: code },
    },
    'small-data': { template: data },
  });
}

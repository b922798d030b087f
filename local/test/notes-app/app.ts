import path from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { LambdaIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { AttributeType, BillingMode, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Code, Function as LambdaFn, Runtime } from 'aws-cdk-lib/aws-lambda';

const app = new App();
const contextValue = (name: string) => String(app.node.getContext(name));
const stack = new Stack(app, `notes-${contextValue('stage')}`);

const table = new Table(stack, 'Notes', {
  partitionKey: { name: 'id', type: AttributeType.STRING },
  billingMode: BillingMode.PAY_PER_REQUEST,
});

function handler(name: string): LambdaFn {
  const fn = new LambdaFn(stack, name, {
    functionName: `notes-${contextValue('stage')}-${name}`,
    code: Code.fromAsset(path.join(import.meta.dirname, 'code')),
    handler: `notes.${name}`,
    runtime: Runtime.NODEJS_24_X,
    environment: { TABLE: table.tableName, LONGEST: contextValue('longest') },
  });
  table.grantReadWriteData(fn);
  return fn;
}

const notes = new RestApi(stack, 'Api').root.addResource('notes');
notes.addMethod('POST', new LambdaIntegration(handler('take')));
notes.addResource('{id}').addMethod('GET', new LambdaIntegration(handler('show')));
const everyMorning = new Rule(stack, 'EveryMorning', { schedule: Schedule.cron({ hour: '6', minute: '0' }) });
everyMorning.addTarget(new LambdaFunction(handler('count')));

app.synth();

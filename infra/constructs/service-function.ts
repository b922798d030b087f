import { Duration } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { OwnEnvName } from '../../functions/platform/env.port.ts';
import type { Stage } from '../stages.ts';
import { bundleOf } from './bundle.ts';
import { type KeyUse, keyStatement } from './customer-key.ts';
import { alarmPeriod } from './explained-alarm.ts';
import { logGroup } from './log-group.ts';
import type { OperatorView, Watched } from './operator-view.ts';

export interface ServiceFunctionProps {
  readonly stage: Stage;
  /** The handler's room and file: `leads/post-lead`. */
  readonly handler: string;
  readonly timeoutSeconds?: number;
  readonly memoryMegabytes?: number;
  /** Concurrency kept free for it, where a busy neighbour must not stop it and the stage may reserve any. */
  readonly reservedConcurrency?: number;
}

/** One handler as a Lambda function: its own role without managed policies, its own log group, JSON logs, tracing. */
export class ServiceFunction extends LambdaFunction implements Watched {
  private readonly props: ServiceFunctionProps;

  constructor(scope: Construct, id: string, props: ServiceFunctionProps) {
    const { stage } = props;
    const log = logGroup(scope, `${id}Logs`, { stage, name: logGroupOf(stage, props.handler) });
    super(scope, id, {
      functionName: functionNameOf(stage, props.handler),
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: Code.fromAsset(bundleOf(props.handler)),
      role: new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') }),
      timeout: Duration.seconds(props.timeoutSeconds ?? 10),
      memorySize: props.memoryMegabytes ?? 512,
      environment: { STAGE: stage.label },
      // What is traced, the API chooses: a request in a hundred with all that it calls.
      tracing: Tracing.PASS_THROUGH,
      loggingFormat: LoggingFormat.JSON,
      // Starts and reports of invocations are metrics already, and more bytes than our own lines.
      systemLogLevelV2: SystemLogLevel.WARN,
      logGroup: log,
      ...(stage.reservedConcurrency &&
        props.reservedConcurrency !== undefined && { reservedConcurrentExecutions: props.reservedConcurrency }),
    });
    this.props = props;
    this.addToRolePolicy(
      new PolicyStatement({
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [log.logGroupArn],
      }),
    );
  }

  /** Tells it something at its start; whoever grants it a thing tells it where that thing is. */
  setVariable(name: OwnEnvName, value: string): void {
    this.addEnvironment(name, value);
  }

  /** Lets it use the customer's key for what it reads or writes; there is nothing to allow where there is none. */
  allowKey(use: KeyUse): void {
    const { key } = this.props.stage;
    if (key) this.addToRolePolicy(keyStatement(key, use));
  }

  get operatorView(): OperatorView {
    const { handler } = this.props;
    const name = pascalCase(fileOf(handler));
    const errors = {
      id: `${name}Errors`,
      metric: this.metricErrors({ statistic: 'Sum', period: alarmPeriod }),
      threshold: 5,
      happened: `The function ${name} failed five or more times in one minute.`,
      remedy: `See its errors with \`npm run log -- ${fileOf(handler)}\`: each has the id of what it was about. Asynchronous work is tried again and then lies in the dead letters; requests were answered with a 5xx.`,
    };
    return { alarms: [errors], widgets: [] };
  }
}

/** The name of the log group of a handler's function. */
export function logGroupOf(stage: Stage, handler: string): string {
  return `${stage.logFolder}/${functionNameOf(stage, handler)}`;
}

/** The name of a handler's function. */
export function functionNameOf(stage: Stage, handler: string): string {
  return `${stage.base}-${fileOf(handler)}`;
}

function fileOf(handler: string): string {
  return handler.split('/')[1] ?? handler;
}

function pascalCase(name: string): string {
  return name.replace(/(?:^|-)(\w)/g, (_all, letter: string) => letter.toUpperCase());
}

import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { EnvName } from '../../functions/platform/env.port.ts';
import type { Stage } from '../stages.ts';
import { bundleOf } from './bundle.ts';

export interface ServiceFunctionProps {
  readonly stage: Stage;
  /** The handler's room and file: `leads/post-lead`. */
  readonly handler: string;
  readonly environment?: Partial<Record<EnvName, string>>;
  readonly timeoutSeconds?: number;
  readonly memoryMegabytes?: number;
  /** Concurrency kept free for it, where a busy neighbour must not stop it. */
  readonly reservedConcurrency?: number;
}

/** One handler as a Lambda function: its own role without managed policies, its own log group, JSON logs, tracing. */
export class ServiceFunction extends LambdaFunction {
  constructor(scope: Construct, id: string, props: ServiceFunctionProps) {
    const { stage } = props;
    const functionName = `lanekeeper-${stage.name}-${props.handler.split('/')[1]}`;
    const logGroup = new LogGroup(scope, `${id}Logs`, {
      logGroupName: `/lanekeeper/${stage.name}/${functionName}`,
      retention: stage.logRetentionDays,
      removalPolicy: stage.protectData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    super(scope, id, {
      functionName,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: Code.fromAsset(bundleOf(props.handler)),
      role: new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') }),
      timeout: Duration.seconds(props.timeoutSeconds ?? 10),
      memorySize: props.memoryMegabytes ?? 512,
      environment: { STAGE: stage.name, ...props.environment },
      tracing: Tracing.ACTIVE,
      loggingFormat: LoggingFormat.JSON,
      logGroup,
      ...(props.reservedConcurrency !== undefined && { reservedConcurrentExecutions: props.reservedConcurrency }),
    });
    this.addToRolePolicy(
      new PolicyStatement({
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [logGroup.logGroupArn],
      }),
    );
  }
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Function as Fn } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { DefinitionBody, LogLevel, StateMachine, StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { Stage } from '../stages.ts';

interface WorkflowProps {
  readonly stage: Stage;
  /** The file in statemachines/, without suffix. */
  readonly machine: string;
  /** The functions it may call, by the `${Name}` its definition knows each under. */
  readonly functions: Readonly<Record<string, Fn>>;
}

/** A Standard state machine from its ASL file, so that `cdk diff` shows what changes in it. */
export class Workflow extends StateMachine {
  constructor(scope: Construct, id: string, props: WorkflowProps) {
    const { stage, machine, functions } = props;
    const file = join(import.meta.dirname, '../../statemachines', `${machine}.asl.json`);
    const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('states.amazonaws.com') });
    super(scope, id, {
      stateMachineName: `lanekeeper-${stage.name}-${machine}`,
      stateMachineType: StateMachineType.STANDARD,
      definitionBody: DefinitionBody.fromString(readFileSync(file, 'utf8')),
      definitionSubstitutions: Object.fromEntries(
        Object.entries(functions).map(([name, each]) => [name, each.functionArn]),
      ),
      role,
      tracingEnabled: true,
      logs: {
        level: LogLevel.ALL,
        includeExecutionData: false,
        destination: new LogGroup(scope, `${id}Logs`, {
          logGroupName: `/aws/vendedlogs/states/lanekeeper-${stage.name}-${machine}`,
          retention: stage.logRetentionDays,
          removalPolicy: stage.protectData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
        }),
      },
    });
    const resources = Object.values(functions).map((each) => each.functionArn);
    role.addToPrincipalPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources }));
  }
}

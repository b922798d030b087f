import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ArnFormat, Stack } from 'aws-cdk-lib';
import { GraphWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Function as Fn } from 'aws-cdk-lib/aws-lambda';
import { DefinitionBody, LogLevel, StateMachine, StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { OwnEnvName } from '../../functions/platform/env.port.ts';
import type { Stage } from '../stages.ts';
import { alarmPeriod } from './explained-alarm.ts';
import { logGroup } from './log-group.ts';
import type { AlarmDescription, OperatorView, Watched } from './operator-view.ts';
import type { ServiceFunction } from './service-function.ts';

/** How a machine's graph and alarms speak of it. */
interface StateMachineWords {
  /** What its graph is called. */
  readonly title: string;
  /** What one of its executions is, such as `The SLA timer of at least one lead`. */
  readonly what: string;
  /** What does not happen while it fails. */
  readonly lost: string;
  /** What an execution's name is. */
  readonly named: string;
}

interface WorkflowProps {
  readonly stage: Stage;
  /** Its name without product and stage: `lead-sla`. */
  readonly machine: string;
  /** The file in statemachines/, without suffix. */
  readonly definition: string;
  /** The functions it may call, by the `${Name}` its definition knows each under. */
  readonly functions: Readonly<Record<string, Fn>>;
  /** What else its definition leaves open, by `${Name}`. */
  readonly texts?: Readonly<Record<string, string>>;
  /** The environment variable that names it to whoever starts it. */
  readonly startVariable: OwnEnvName;
  readonly words: StateMachineWords;
}

/** A Standard state machine from its ASL file, so that `cdk diff` shows what changes in it. */
export class Workflow extends StateMachine implements Watched {
  private readonly words: StateMachineWords;
  private readonly startVariable: OwnEnvName;
  private readonly ownName: string;

  constructor(scope: Construct, id: string, props: WorkflowProps) {
    const { stage, machine, definition, texts, functions } = props;
    const file = join(import.meta.dirname, '../../statemachines', `${definition}.asl.json`);
    const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('states.amazonaws.com') });
    const ownName = `${stage.base}-${machine}`;
    super(scope, id, {
      stateMachineName: ownName,
      stateMachineType: StateMachineType.STANDARD,
      // Files name the commercial partition, as every example of Step Functions does.
      definitionBody: DefinitionBody.fromString(
        readFileSync(file, 'utf8').replaceAll('"arn:aws:', `"arn:${Stack.of(scope).partition}:`),
      ),
      definitionSubstitutions: {
        ...texts,
        ...Object.fromEntries(Object.entries(functions).map(([name, each]) => [name, each.functionArn])),
      },
      role,
      // A trace of an execution that waits for days tells nothing that its history does not; both would be paid for.
      tracingEnabled: false,
      logs: {
        // Every step stands in the execution's history for 90 days.
        level: LogLevel.ERROR,
        includeExecutionData: false,
        destination: logGroup(scope, `${id}Logs`, { stage, name: `/aws/vendedlogs/states/${ownName}` }),
      },
    });
    this.words = props.words;
    this.startVariable = props.startVariable;
    this.ownName = ownName;
    const resources = Object.values(functions).map((each) => each.functionArn);
    role.addToPrincipalPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources }));
  }

  /** Lets a function start executions. It finds the state machine in the variable. */
  allowStart(target: ServiceFunction): void {
    target.setVariable(this.startVariable, this.stateMachineArn);
    this.grantStartExecution(target);
  }

  /** Lets a function stop executions. It finds the state machine in the variable. */
  allowStop(target: ServiceFunction): void {
    target.setVariable(this.startVariable, this.stateMachineArn);
    const resource = Stack.of(this).formatArn({
      service: 'states',
      resource: 'execution',
      resourceName: `${this.ownName}:*`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    target.addToRolePolicy(new PolicyStatement({ actions: ['states:StopExecution'], resources: [resource] }));
  }

  get operatorView(): OperatorView {
    const { title, what, lost, named } = this.words;
    const remedy = `See in Step Functions why: the name of an execution is ${named}, its last event has the error. Mend the cause, then \`npm run redrive -- executions\` lets all that failed go on; steps that were done are not done again.`;
    const failed: AlarmDescription = {
      id: `${this.node.id}Failed`,
      metric: this.metricFailed({ period: alarmPeriod }),
      threshold: 1,
      happened: `${what} ended in failure, so ${lost}.`,
      remedy,
    };
    const timedOut: AlarmDescription = {
      id: `${this.node.id}TimedOut`,
      metric: this.metricTimedOut({ period: alarmPeriod }),
      threshold: 1,
      happened: `${what} ran into the one-year limit of an execution.`,
      remedy,
    };
    const executions = new GraphWidget({
      title,
      left: [
        this.metricStarted(),
        this.metricSucceeded(),
        this.metricAborted({ label: 'ended early, nothing left to wait for' }),
        this.metricFailed(),
      ],
      width: 12,
    });
    return { alarms: [failed, timedOut], widgets: [executions] };
  }
}

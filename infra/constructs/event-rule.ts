import { Duration } from 'aws-cdk-lib';
import { type IEventBus, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { Function as Fn } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { EventDefinition } from '../../functions/events/event.ts';
import type { DeadLetters } from './dead-letters.ts';

interface EventRuleProps {
  readonly bus: IEventBus;
  readonly events: readonly EventDefinition[];
  readonly target: Fn;
  /** Where an event goes that could not be delivered, or whose handling failed to the end. */
  readonly deadLetters: DeadLetters;
}

const keepTrying = Duration.hours(6);

/** Brings events of the bus to a function: six hours of tries to hand them over, two more runs if one fails, then the dead letters. */
export class EventRule extends Construct {
  constructor(scope: Construct, id: string, props: EventRuleProps) {
    super(scope, id);
    const { bus, events, target, deadLetters } = props;
    new Rule(this, 'Rule', {
      eventBus: bus,
      description: `${events.map((event) => event.type).join(', ')} to ${target.node.id}`,
      eventPattern: { detailType: events.map((event) => event.type) },
      targets: [
        new LambdaFunction(target, { deadLetterQueue: deadLetters, retryAttempts: 24, maxEventAge: keepTrying }),
      ],
    });
    target.configureAsyncInvoke({
      retryAttempts: 2,
      maxEventAge: keepTrying,
      onFailure: deadLetters.asDestination,
    });
  }
}

import type { Place, Resource } from '../../cloudformation/resource.ts';
import { type AwsCall, createDispatcher, type ServiceHandler } from '../../dispatcher.ts';
import { createEventBridge, type EventBridge, type EventBridgeParts } from '../../event-bridge/event-bridge.ts';
import type { Scheduler } from '../../scheduler.ts';
import { createScheduler } from '../../virtual-scheduler.ts';

export const start = Date.parse('2026-03-02T14:00:00.000Z');
export const minute = 60_000;
const place: Place = { region: 'us-east-1', account: '000000000000', partition: 'aws' };
export const lambdaArn = 'arn:aws:lambda:us-east-1:000000000000:function:handler';
export const queueArn = 'arn:aws:sqs:us-east-1:000000000000:queue';
export const deadArn = 'arn:aws:sqs:us-east-1:000000000000:dead';

interface Declared {
  readonly type: string;
  readonly logicalId: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** EventBridge on a clock that stands still; every call to another service is written down and answered by its double. */
export class EventBridgeRig {
  readonly calls: { readonly at: number; readonly call: AwsCall }[] = [];
  readonly complaints: string[] = [];
  readonly scheduler: Scheduler = createScheduler({ start });
  readonly bridge: EventBridge;
  readonly #dispatcher = createDispatcher();

  constructor(parts: Partial<EventBridgeParts> = {}) {
    const complain = (message: string) => void this.complaints.push(message);
    this.bridge = createEventBridge({
      scheduler: this.scheduler,
      dispatcher: this.#dispatcher,
      place,
      complain,
      ...parts,
    });
    for (const service of ['lambda', 'sqs', 'states']) this.answer(service, () => Promise.resolve({}));
  }

  answer(service: string, handler: ServiceHandler): void {
    this.#dispatcher.register(service, (call) => {
      this.calls.push({ at: this.scheduler.now(), call });
      return handler(call);
    });
  }

  async load({ type, logicalId, properties, metadata = {} }: Declared): Promise<Resource> {
    const kind = this.bridge.kinds[type];
    if (!kind) throw new Error(`no kind ${type}`);
    const identity = kind.identify(`stack-${logicalId}`, properties, place);
    const resource = { stack: 'stack', logicalId, type, path: `stack/${logicalId}`, properties, metadata, ...identity };
    await kind.load?.(resource);
    return resource;
  }

  rule(logicalId: string, properties: Readonly<Record<string, unknown>>, metadata = {}): Promise<Resource> {
    return this.load({ type: 'AWS::Events::Rule', logicalId, properties, metadata });
  }

  call(action: string, input: Readonly<Record<string, unknown>>): Promise<Record<string, unknown>> {
    return this.#dispatcher.call({ service: 'events', action, input, principal: { name: 'operator' } });
  }

  /** Puts events and waits until what follows from them at this instant has ended. */
  async put(...entries: readonly Readonly<Record<string, unknown>>[]): Promise<Record<string, unknown>> {
    const answer = await this.call('PutEvents', { Entries: entries });
    await this.scheduler.idle();
    return answer;
  }

  inputs(action: string): readonly Readonly<Record<string, unknown>>[] {
    return this.calls.filter(({ call }) => call.action === action).map(({ call }) => call.input);
  }
}

/** An entry of PutEvents. */
export function entry(detail: unknown, more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return { Source: 'dealer.leads', DetailType: 'lead.received.v1', Detail: JSON.stringify(detail), ...more };
}

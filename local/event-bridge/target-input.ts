import type { Delivery } from './delivery.ts';
import { toTheSecond } from './event.ts';
import type { Rule } from './event-bridge-state.ts';
import { valueAt } from './event-path.ts';
import { fillTemplate } from './input-template.ts';
import type { RuleTarget } from './target.resource.ts';

/** What a target is handed: the event, a part of it, a constant or a filled template; text, usually JSON. */
export function targetInput(rule: Rule, target: RuleTarget, { event, receivedAt }: Delivery): string {
  if (target.Input !== undefined) return target.Input;
  if (target.InputPath !== undefined) return JSON.stringify(valueAt(event, target.InputPath) ?? null);
  if (!target.InputTransformer) return JSON.stringify(event);
  const { InputPathsMap, InputTemplate } = target.InputTransformer;
  const { detail: _, ...envelope } = event;
  const values = new Map<string, unknown>([
    ...Object.entries(InputPathsMap).map(([name, path]) => [name, valueAt(event, path)] as const),
    ['aws.events.rule-arn', rule.arn],
    ['aws.events.rule-name', rule.name],
    ['aws.events.event.ingestion-time', toTheSecond(receivedAt)],
    ['aws.events.event', envelope],
    ['aws.events.event.json', event],
  ]);
  return fillTemplate(InputTemplate, values);
}

/** What may happen to deliveries; without it every one comes once and at once. */
export interface DeliveryFaults {
  /**
   * When a delivery arrives, in milliseconds from now, one entry for each copy. `service` is `events` for a rule's,
   * `streams` for a stream's and `queues` for a queue's; `from` the logical id of the rule or mapping, `to` the name of what it is for.
   */
  arrivals(delivery: { readonly from: string; readonly to: string; readonly service: string }): readonly number[];
  /** How often a tick of a schedule's rule fires. */
  ticks(rule: string): number;
}

/** Every delivery once and at once. */
export const noDeliveryFaults: DeliveryFaults = { arrivals: () => [0], ticks: () => 1 };

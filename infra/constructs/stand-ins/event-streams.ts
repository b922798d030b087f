/**
 * Stands in for `@smithy/core/event-streams`: no call of ours streams events, and because the SDK loads this part lazily
 * it keeps esbuild from joining and shaking all that the part shares with the rest.
 */
export class EventStreamSerde {
  constructor() {
    eventStreamSerdeProvider();
  }
}

/** Refuses: event streams are left out of the bundles. */
export function eventStreamSerdeProvider(): never {
  throw new Error('Event streams are left out of the bundles; see infra/constructs/bundle.ts.');
}

/** Leaves a client's configuration as it is, for the clients that could stream and are not asked to. */
export function resolveEventStreamSerdeConfig<Config>(config: Config): Config {
  return config;
}

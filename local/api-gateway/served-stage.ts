import type { GatewayState } from './gateway-state.ts';

/** A stage of an API and where it is on this runtime's port. */
export interface ServedStage {
  readonly id: string;
  readonly name: string;
  readonly stage: string;
  /** `/<stage>`, or `/<api id>/<stage>` where two APIs have a stage of that name. */
  readonly basePath: string;
}

/** The stages of all APIs, in the order in which they were loaded. */
export function servedStages(state: GatewayState): ServedStage[] {
  return state.stages.map(({ apiId, name }) => {
    const alone = state.stages.filter((other) => other.name === name).length === 1;
    const basePath = alone ? `/${name}` : `/${apiId}/${name}`;
    return { id: apiId, name: state.apis.get(apiId)?.name ?? '', stage: name, basePath };
  });
}

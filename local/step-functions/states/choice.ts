import type { ChoiceState } from '../definition/state.ts';
import { momentOf } from '../execution/context-object.ts';
import type { StateExit, Step } from '../execution/run.ts';
import { runtimeFailure } from '../values/failure.ts';

/** Takes the first rule whose condition holds, else the default. Fails with States.Runtime where there is neither. */
export async function chooseState(step: Step<ChoiceState>): Promise<StateExit> {
  const { rules, otherwise, flow } = step.state;
  const moment = momentOf(step);
  for (const rule of rules) {
    const holds = rule.condition.evaluate(moment);
    if ((holds instanceof Promise ? await holds : holds) !== true) continue;
    return { ...(await rule.flow.conclude(moment, moment.input)), next: rule.next };
  }
  if (otherwise === undefined)
    throw runtimeFailure('Failed to transition out of the state. The state does not point to a next state.');
  return { ...(await flow.conclude(moment, moment.input)), next: otherwise };
}

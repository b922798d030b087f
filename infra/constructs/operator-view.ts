import type { IMetric, IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { IConstruct } from 'constructs';

/** An alarm as whoever owns it describes it; the observability stack makes it and gives it its topic. */
export interface AlarmDescription {
  /** The alarm's construct id, unique in a stage and region. */
  readonly id: string;
  readonly metric: IMetric;
  /** Alarms at this value and above. */
  readonly threshold: number;
  /** For how many of the metric's periods in a row; 1 unless it is said. */
  readonly periods?: number;
  /** What happened, in a sentence for whoever is woken by it. */
  readonly happened: string;
  /** What to do now, with the command that does or shows it: `npm run …` in backticks; its alarm adds stage and region. */
  readonly remedy: string;
}

/** What operators are told and shown of a construct. */
export interface OperatorView {
  readonly alarms: readonly AlarmDescription[];
  /** What the dashboard shows, in reading order. */
  readonly widgets: readonly IWidget[];
}

/**
 * A construct that brings its alarms and graphs with their words. Stacks, state machines, functions and queues implement
 * it, so that whoever adds one cannot forget its alarms and no file has to know them all.
 */
export interface Watched extends IConstruct {
  readonly operatorView: OperatorView;
}

/** Everything to watch in some constructs and below them, in the order of the construct tree. */
export function viewsIn(roots: readonly IConstruct[]): OperatorView[] {
  return roots
    .flatMap((root) => root.node.findAll())
    .filter(isWatched)
    .map(({ operatorView }) => operatorView);
}

function isWatched(construct: IConstruct): construct is Watched {
  return 'operatorView' in construct;
}

import type { Metric } from '../cloudwatch/metric.ts';

/** What a control view gives: plain documents, oldest first. */
type Documents = readonly unknown[];

/** What people can look at while the runtime runs; each service fills in its own part. */
export interface Views {
  /** Entries of PutEvents, `detail` parsed, all or of one detail type. */
  events(type: string | undefined): Documents;
  /** Executions of all machines or of one. */
  executions(machine: string | undefined): Documents;
  /** The history of the execution of that name; undefined when there is none. */
  history(name: string): Documents | undefined;
  messages(): Documents;
  metrics(): Documents;
  /** Takes a value as whoever measures it sends it. */
  putMetric(metric: Metric): void;
  /** The alarms of the templates, how they stand and how that has changed. */
  alarms(): Documents;
  logs(functionName: string | undefined): Documents;
  deadLetters(): Documents;
  /** Calls that IAM refused. */
  denied(): Documents;
  /** All that the templates' policies allow, with how often it was used. */
  permissions(): Documents;
  /** Puts dead letters back to where they came from and tells what became of them. */
  redrive(): Promise<Readonly<Record<string, unknown>>>;
}

/** `GET /_local`, once the runtime is ready. */
export interface Overview {
  /** The base URL of the API, before the path of its first resource. */
  readonly api: string;
  readonly credentials: Readonly<Record<string, unknown>>;
  readonly machines: readonly string[];
  readonly functions: readonly string[];
}

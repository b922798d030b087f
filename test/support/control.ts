import type { Envelope } from '../../functions/events/event.ts';

export interface Moved {
  readonly now: string;
  readonly fired: number;
  readonly skipped: number;
}

export interface SentMessage {
  readonly channel: string;
  readonly to: readonly string[];
  readonly subject?: string;
  readonly text: string;
  readonly html?: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly at: string;
}

export interface RunExecution {
  readonly name: string;
  readonly machine: string;
  readonly status: string;
  readonly startedAt: string;
  readonly stoppedAt?: string;
  readonly input: unknown;
  readonly output?: unknown;
  readonly error?: string;
  readonly transitions: number;
}

/** A value of a metric, as whoever measures it sends it. */
export interface Measured {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly value: number;
}

/** An alarm of the templates, and how it stands. */
export interface RunAlarm {
  readonly name: string;
  readonly description: string;
  readonly metric: Omit<Measured, 'value'>;
  readonly statistic: string;
  readonly periodSeconds: number;
  readonly evaluationPeriods: number;
  readonly comparison: string;
  readonly threshold: number;
  readonly state: string;
  readonly reason: string;
}

export interface LyingLetter {
  readonly queue: string;
  readonly body: unknown;
  readonly attributes: Readonly<Record<string, string>>;
  readonly sentAt: string;
}

export interface DeniedCall {
  readonly at: string;
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly reason: string;
}

/** One action on one resource that a policy of the templates allows. */
export interface Permission {
  readonly policy: string;
  readonly statement: string;
  readonly action: string;
  readonly resource: string;
  /** How often it was made use of. */
  readonly calls: number;
}

/** The clock of a running app and what happened on it, each look after the app came to rest. */
export interface Control {
  readonly clock: {
    now(): Promise<string>;
    /** Moves by an ISO-8601 duration. */
    advance(duration: string): Promise<Moved>;
    /** Moves to an ISO-8601 instant. */
    to(instant: string): Promise<Moved>;
  };
  /** The details of the events on the bus, oldest first, of all kinds or one. */
  events(type?: string): Promise<readonly Envelope[]>;
  messages(): Promise<readonly SentMessage[]>;
  /** The warnings and escalations that were mailed, of all leads or one. */
  slaNotifications(leadId?: string): Promise<readonly SentMessage[]>;
  executions(machine?: string): Promise<readonly RunExecution[]>;
  alarms(): Promise<readonly RunAlarm[]>;
  /** Puts a value as if it had been measured at this moment. */
  measure(value: Measured): Promise<unknown>;
  deadLetters(): Promise<readonly LyingLetter[]>;
  /** Calls that IAM refused. */
  denied(): Promise<readonly DeniedCall[]>;
  permissions(): Promise<readonly Permission[]>;
  redrive(): Promise<{ readonly redriven: number; readonly left: readonly unknown[] }>;
  /** What a function logged, line by line. */
  logs(functionName: string): Promise<readonly { readonly message: unknown }[]>;
  /** Calls the control API as it is: `ask('POST', '/clock', 'garbage')`. */
  ask(method: string, path: string, body?: string): Promise<{ readonly status: number; readonly body: unknown }>;
}

/** Opens the control API at a URL; every look waits for `rest`, however long that takes. */
export function openControl(url: string, rest: () => Promise<void>): Control {
  async function ask(method: string, path: string, body?: string) {
    const answer = await fetch(url + path, { method, ...(body !== undefined && { body }) });
    return { status: answer.status, body: (await answer.json()) as unknown };
  }
  async function answered<Document>(method: string, path: string, body?: object): Promise<Document> {
    const { status, body: document } = await ask(method, path, body && JSON.stringify(body));
    if (status !== 200) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(document)}`);
    return document as Document;
  }
  async function listed<Entry>(path: string, member: string): Promise<readonly Entry[]> {
    await rest();
    return (await answered<Readonly<Record<string, readonly Entry[]>>>('GET', path))[member] ?? [];
  }
  return {
    clock: {
      now: async () => (await answered<Moved>('GET', '/clock')).now,
      advance: (duration) => answered('POST', '/clock', { advance: duration }),
      to: (instant) => answered('POST', '/clock', { to: instant }),
    },
    events: async (type) => {
      const entries = await listed<{ detail: Envelope }>(type ? `/events?type=${type}` : '/events', 'events');
      return entries.map(({ detail }) => detail);
    },
    messages: () => listed('/messages', 'messages'),
    slaNotifications: async (leadId) => {
      const messages = await listed<SentMessage>('/messages', 'messages');
      return messages.filter((message) => isSlaNotification(message, leadId));
    },
    executions: (machine) => listed(machine ? `/executions?machine=${machine}` : '/executions', 'executions'),
    alarms: () => listed('/alarms', 'alarms'),
    measure: (value) => answered('POST', '/metrics', value),
    deadLetters: () => listed('/dead-letters', 'deadLetters'),
    denied: () => listed('/denied', 'denied'),
    permissions: () => listed('/permissions', 'permissions'),
    redrive: () => answered('POST', '/dead-letters/redrive'),
    logs: (functionName) => listed(`/logs?function=${functionName}`, 'logs'),
    ask,
  };
}

function isSlaNotification({ tags }: SentMessage, leadId: string | undefined): boolean {
  return (leadId === undefined || tags['leadId'] === leadId) && /^(warned|escalated)-/.test(tags['notice'] ?? '');
}

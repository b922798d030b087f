/** The rooms of functions/, each with the level it stands on; a room imports from lower levels and from itself. */
export const levels: Readonly<Record<string, number>> = {
  events: 0,
  platform: 1,
  access: 2,
  intake: 2,
  messages: 2,
  dealers: 2,
  owners: 3,
  leads: 4,
  service: 4,
  campaigns: 4,
  journeys: 5,
  sync: 5,
  replay: 6,
  'wake-ups': 6,
  scorecard: 6,
  console: 7,
};

/**
 * The folders inside a room, from the lowest up: each imports from those before it, and the files at the room's root
 * (handlers, routes) from all of them. A room that is not named here has folders in no order.
 */
export const subRooms: Readonly<Record<string, readonly string[]>> = {
  'functions/intake': ['document', 'sender', 'quarantine'],
  'functions/dealers': ['calendar', 'field-map', 'dials', 'people', 'routing', 'dealer'],
  'functions/leads': [
    'stated',
    'dialects',
    'lead',
    'score',
    'activity',
    'assignment',
    'sla',
    'follow-up',
    'reception',
    'notification',
  ],
  'local/step-functions': [
    'values',
    'jsonata',
    'data-flow',
    'definition',
    'execution',
    'states',
    'interpreter',
    'integrations',
    'kept',
    'service',
    'api',
  ],
};

/** The room of a file in functions/, infra/ or local/: its second folder. */
export function roomOf(file: string): string {
  return file.split('/')[1] ?? '';
}

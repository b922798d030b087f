/** Why a document of any kind may be of no use. */
const anyReason = {
  'unreadable-document': 'not well-formed',
  unstorable: 'something in it cannot be stored',
} as const;
export type AnyReason = keyof typeof anyReason;

/**
 * The kinds of documents that senders send and, for each, why one that can be read may be of no use. The codes are the
 * same in answers, lists and events; the room that takes a kind in says in its own words what each means.
 */
const reasonsByKind = {
  lead: {
    'invalid-lead': 'a field is missing or wrong',
    'unknown-store': 'no store of that id or name',
    'unreachable-person': 'no e-mail address or phone number',
    'too-many-requests':
      'over 50 requests of one person, or of people whom nothing tells apart, at one store within 24 hours',
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, string>>>>;

export type DocumentKind = keyof typeof reasonsByKind;

/** The reasons for which documents of one kind are kept, or with no kind named those of all. */
export type QuarantineReason<Kind extends DocumentKind = DocumentKind> =
  | AnyReason
  | { [Each in Kind]: keyof (typeof reasonsByKind)[Each] }[Kind];

export const documentKinds = Object.keys(reasonsByKind) as readonly DocumentKind[];

const meanings: Readonly<Record<string, string>> = Object.assign({}, anyReason, ...Object.values(reasonsByKind));

/** Every reason once, each with its meaning in a few words. */
export const quarantineReasons = Object.entries(meanings).map(([code, meaning]) => ({
  code: code as QuarantineReason,
  meaning,
}));

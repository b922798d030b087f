import { Temporal } from 'temporal-polyfill';
import type { QuarantineReason } from '../../events/document-kinds.ts';
import { toInstantText } from '../../events/event.ts';
import { keptDays } from '../../platform/retention.policy.ts';
import type { Item, Table } from '../../platform/table.ts';
import type { Tenant } from '../../platform/tenant.ts';
import { loadQuarantined, monthList, quarantineIdOf, tenantList } from './quarantine.store.ts';
import type { QuarantinedDocument, QuarantineStatus } from './quarantine.ts';
import { entriesAfter, placeOf } from './quarantine-shards.store.ts';

/** Entries looked at in one go, whatever few of them are wanted: a page then ends early, with a cursor. */
const mostExamined = 500;

/** Which documents are wanted, from which entry of the list on, and how many. */
export interface ListRequest {
  readonly tenant: Tenant;
  readonly reason?: QuarantineReason;
  readonly status?: QuarantineStatus;
  /** The last entry of the page before. */
  readonly cursor?: string;
  readonly limit: number;
}

interface QuarantinePage {
  readonly documents: readonly QuarantinedDocument[];
  /** Where the next page goes on; absent at the end of the list. */
  readonly cursor?: string;
}

/**
 * A page of the kept documents of a tenant, or with the OEM of all, oldest first, as they stand now. What enters
 * meanwhile comes at the end, so no page shifts.
 */
export async function listQuarantined(
  table: Table,
  request: ListRequest,
  now: Temporal.Instant,
): Promise<QuarantinePage> {
  const documents: QuarantinedDocument[] = [];
  const beginning = toInstantText(now.subtract({ hours: 24 * keptDays('quarantined-document') }));
  const after = laterOf(request.cursor ?? beginning, beginning);
  let examined = 0;
  for await (const { entries, isLast } of entriesAfter(table, listsOf(request.tenant, after, now), after)) {
    for (let done = 0; done < entries.length; ) {
      const some = entries.slice(done, done + request.limit - documents.length);
      const found = await Promise.all(some.map((entry) => loadQuarantined(table, quarantineIdOf(entry), now)));
      documents.push(...found.filter((each) => each !== undefined).filter((each) => isWanted(each, request)));
      done += some.length;
      examined += some.length;
      if (documents.length === request.limit || examined >= mostExamined)
        return { documents, ...(!(isLast && done === entries.length) && cursorAt(some)) };
    }
  }
  return { documents };
}

/** A cursor may be older than all that is kept: the months between are empty. */
function laterOf(one: string, other: string): string {
  return one < other ? other : one;
}

function cursorAt(examined: readonly Item[]): { cursor?: string } {
  const last = examined.at(-1);
  return last ? { cursor: placeOf(last) } : {};
}

function isWanted(document: QuarantinedDocument, { reason, status }: ListRequest): boolean {
  return (reason === undefined || document.reason === reason) && (status === undefined || document.status === status);
}

/** The OEM's list is cut by months, so that no partition of the index grows for ever. */
function listsOf(tenant: Tenant, after: string, now: Temporal.Instant): readonly string[] {
  if (tenant.kind !== 'oem') return [tenantList(tenant)];
  const last = Temporal.PlainYearMonth.from(toInstantText(now).slice(0, 7));
  const lists: string[] = [];
  for (
    let month = Temporal.PlainYearMonth.from(after.slice(0, 7));
    Temporal.PlainYearMonth.compare(month, last) <= 0;
    month = month.add({ months: 1 })
  )
    lists.push(monthList(month.toString()));
  return lists;
}

import type { Archive } from './event-bridge-state.ts';

const DAY_MS = 86_400_000;

/** Drops the events of an archive that are older than its retention; what is left is oldest first. */
export function expire(archive: Archive, now: number): void {
  if (archive.retentionDays === 0) return;
  const oldest = now - archive.retentionDays * DAY_MS;
  const kept = archive.events.all.findIndex(({ archivedAt }) => archivedAt > oldest);
  archive.events.forget(kept === -1 ? archive.events.all.length : kept);
}

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { DatabaseSync } from 'node:sqlite';

/** A data directory that cannot be used; the message is one line for whoever named it. */
export class UnusableDirectory extends Error {}

/** The version of what stands in the file; another one is refused. */
const format = 1;

const tables = `
  create table if not exists shelves (id integer primary key, kind text not null, owner text not null, unique (kind, owner));
  create table if not exists entries (
    place integer primary key, shelf integer not null, key text not null, value text not null, unique (shelf, key));
  pragma user_version = ${format};`;

/**
 * Opens the database in `folder`, made where it is not there, for this process alone: the lock is the operating
 * system's and goes with the process, however that ends. Nothing is synced to the disk, since what a process has written
 * outlives it, though not a failure of the machine it runs on. Throws UnusableDirectory.
 */
export function openDirectory(folder: string): DatabaseSync {
  // Loaded only here: a runtime that keeps nothing does not need it.
  const { DatabaseSync } = process.getBuiltinModule('node:sqlite');
  const owner = path.join(folder, 'pid');
  try {
    // Node's recursive mkdir never ends where the parent is there and refuses, as /proc does.
    if (!existsSync(folder)) mkdirSync(folder, { recursive: !existsSync(path.dirname(folder)) });
    const database = new DatabaseSync(path.join(folder, 'journal.db'));
    try {
      database.exec('pragma locking_mode = exclusive; pragma journal_mode = wal; pragma synchronous = off');
      database.exec('begin immediate; commit');
      refuseOtherFormats(database, folder);
      database.exec(tables);
    } catch (error) {
      database.close();
      throw error;
    }
    writeFileSync(owner, `${process.pid}\n`);
    return database;
  } catch (error) {
    throw error instanceof UnusableDirectory ? error : new UnusableDirectory(openError(error, folder, owner));
  }
}

function refuseOtherFormats(database: DatabaseSync, folder: string): void {
  const { user_version: found } = database.prepare('pragma user_version').get() ?? {};
  if (found === 0 || found === format) return;
  throw new UnusableDirectory(
    `--data: ${folder} was written by another version (format ${found}, this one has ${format}).`,
  );
}

/** SQLite's code for a database that another connection has locked. */
const busy = 5;

function openError(error: unknown, folder: string, owner: string): string {
  const { message, errcode } = error as Error & { errcode?: number };
  if (errcode !== busy) return `--data: ${folder} cannot be used: ${message}.`;
  return `--data: ${folder} is in use by another process${holder(owner)}.`;
}

function holder(owner: string): string {
  try {
    return ` (${readFileSync(owner, 'utf8').trim()})`;
  } catch {
    return '';
  }
}

import * as z from 'zod';
import { boundedName } from '../cloudformation/bounded-name.ts';
import { type ResourceKind, refuseOthers, Unsupported } from '../cloudformation/resource.ts';
import { createdAt } from '../journal/creation.ts';
import type { Journal } from '../journal/journal.ts';
import { KeptList } from '../journal/kept-list.ts';
import type { Archive, ArchivedEvent } from './event-bridge-state.ts';
import { compileForFields, InvalidPattern } from './pattern.ts';

const LONGEST_NAME = 48;

const properties = z.object({
  SourceArn: z.string(),
  ArchiveName: z.string().optional(),
  Description: z.string().optional(),
  EventPattern: z.unknown().optional(),
  RetentionDays: z.coerce.number().int().min(0).default(0),
});

/** Serves AWS::Events::Archive; `take` puts the archive into service. Encryption changes nothing that can be seen. */
export function archiveKind(journal: Journal, now: () => number, take: (archive: Archive) => void): ResourceKind {
  return {
    identify(physicalName, { ArchiveName }, { partition, region, account }) {
      const name = typeof ArchiveName === 'string' ? ArchiveName : boundedName(physicalName, LONGEST_NAME);
      const arn = `arn:${partition}:events:${region}:${account}:archive/${name}`;
      return { ref: name, attributes: { Arn: arn, ArchiveName: name } };
    },
    load(resource) {
      refuseOthers(resource, Object.keys(properties.shape), ['KmsKeyIdentifier']);
      const read = properties.safeParse(resource.properties);
      if (!read.success) throw new Unsupported(`${resource.path} (${resource.type}): ${read.error.message}`);
      const { SourceArn, Description, EventPattern, RetentionDays } = read.data;
      const eventPattern: unknown = typeof EventPattern === 'string' ? JSON.parse(EventPattern) : EventPattern;
      checkPattern(eventPattern, resource.path);
      const { Arn: arn = '' } = resource.attributes;
      take({
        name: resource.ref,
        arn,
        sourceArn: SourceArn,
        createdAt: createdAt(journal, arn, now()),
        retentionDays: RetentionDays,
        events: new KeptList<ArchivedEvent>(journal.shelf('archived events', `the archive ${resource.ref}`)),
        ...(Description !== undefined && { description: Description }),
        ...(eventPattern !== undefined && { eventPattern }),
      });
    },
  };
}

function checkPattern(pattern: unknown, path: string): void {
  try {
    if (pattern !== undefined) compileForFields(pattern);
  } catch (error) {
    if (error instanceof InvalidPattern) throw new Unsupported(`${path}: ${error.message}`);
    throw error;
  }
}

import { openTable } from '../../functions/platform/table.port.ts';
import type { Table } from '../../functions/platform/table.ts';
import type { App } from './app.ts';

/** The table of a running app, opened as a function opens it. */
export function tableOf(app: App): Table {
  Object.assign(process.env, {
    TABLE_NAME: 'lanekeeper-dev',
    AWS_ENDPOINT_URL: new URL(app.api).origin,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'operator',
    AWS_SECRET_ACCESS_KEY: 'operator',
  });
  return openTable();
}

import * as z from 'zod';
import { getOpenapi } from './openapi.routes.ts';
import type { Operation } from './operation.ts';

export const openapiOperations: readonly Operation[] = [
  {
    route: getOpenapi,
    summary: 'This document',
    description: 'The OpenAPI 3.1 description of the API; no key is needed.',
    answers: { 200: { description: 'The document.', body: z.record(z.string(), z.unknown()) } },
  },
];

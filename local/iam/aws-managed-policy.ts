/**
 * The policies AWS publishes, as far as templates run here use them: documents as of November 2026, from the AWS
 * Managed Policy Reference (https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html).
 */
const documents: Readonly<Record<string, readonly string[]>> = {
  'service-role/AmazonAPIGatewayPushToCloudWatchLogs': [
    'logs:CreateLogGroup',
    'logs:CreateLogStream',
    'logs:DescribeLogGroups',
    'logs:DescribeLogStreams',
    'logs:PutLogEvents',
    'logs:GetLogEvents',
    'logs:FilterLogEvents',
  ],
  'service-role/AWSLambdaBasicExecutionRole': ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
  'service-role/AWSLambdaDynamoDBExecutionRole': [
    'dynamodb:DescribeStream',
    'dynamodb:GetRecords',
    'dynamodb:GetShardIterator',
    'dynamodb:ListStreams',
    'logs:CreateLogGroup',
    'logs:CreateLogStream',
    'logs:PutLogEvents',
  ],
};

/** The document of a policy AWS manages, by its ARN; undefined for one that is not known here. */
export function awsManagedPolicy(arn: string): unknown {
  const [, name = ''] = /^arn:[^:]+:iam::aws:policy\/(.+)$/.exec(arn) ?? [];
  if (!Object.hasOwn(documents, name)) return undefined;
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: documents[name], Resource: '*' }] };
}

/**
 * The rules of AWS's managed groups that judge what a sender writes or how it calls: the client's name, cookies, headers,
 * queries and bodies. Leads are XML and people's own words, many senders name no client, and an address that serves web
 * forms may be on a list; any of these rules may meet a real lead, so all of them only count.
 */
export const countedRules = {
  AWSManagedRulesAmazonIpReputationList: [
    'AWSManagedIPReputationList',
    'AWSManagedReconnaissanceList',
    'AWSManagedIPDDoSList',
  ],
  AWSManagedRulesKnownBadInputsRuleSet: [
    'JavaDeserializationRCE_HEADER',
    'JavaDeserializationRCE_QUERYSTRING',
    'JavaDeserializationRCE_BODY',
    'Log4JRCE_HEADER',
    'Log4JRCE_QUERYSTRING',
    'Log4JRCE_BODY',
    'ReactJSRCE_BODY',
  ],
  AWSManagedRulesCommonRuleSet: [
    'NoUserAgent_HEADER',
    'UserAgent_BadBots_HEADER',
    'SizeRestrictions_QUERYSTRING',
    'SizeRestrictions_Cookie_HEADER',
    'SizeRestrictions_BODY',
    'EC2MetaDataSSRF_COOKIE',
    'EC2MetaDataSSRF_QUERYARGUMENTS',
    'EC2MetaDataSSRF_BODY',
    'GenericLFI_QUERYARGUMENTS',
    'GenericLFI_BODY',
    'RestrictedExtensions_QUERYARGUMENTS',
    'GenericRFI_QUERYARGUMENTS',
    'GenericRFI_BODY',
    'CrossSiteScripting_COOKIE',
    'CrossSiteScripting_QUERYARGUMENTS',
    'CrossSiteScripting_BODY',
  ],
} as const;

/**
 * The rules that judge path, method and host alone, which our API fixes and no sender chooses, each with the label it leaves
 * on a request: what carries one of these is stopped.
 */
export const stoppingRules = {
  AWSManagedRulesAmazonIpReputationList: {},
  AWSManagedRulesKnownBadInputsRuleSet: {
    JavaDeserializationRCE_URIPATH: 'awswaf:managed:aws:known-bad-inputs:JavaDeserializationRCE_URIPath',
    Log4JRCE_URIPATH: 'awswaf:managed:aws:known-bad-inputs:Log4JRCE_URIPath',
    ExploitablePaths_URIPATH: 'awswaf:managed:aws:known-bad-inputs:ExploitablePaths_URIPath',
    PROPFIND_METHOD: 'awswaf:managed:aws:known-bad-inputs:Propfind_Method',
    Host_localhost_HEADER: 'awswaf:managed:aws:known-bad-inputs:Host_Localhost_Header',
  },
  AWSManagedRulesCommonRuleSet: {
    SizeRestrictions_URIPATH: 'awswaf:managed:aws:core-rule-set:SizeRestrictions_URIPath',
    EC2MetaDataSSRF_URIPATH: 'awswaf:managed:aws:core-rule-set:EC2MetaDataSSRF_URIPath',
    GenericLFI_URIPATH: 'awswaf:managed:aws:core-rule-set:GenericLFI_URIPath',
    RestrictedExtensions_URIPATH: 'awswaf:managed:aws:core-rule-set:RestrictedExtensions_URIPath',
    GenericRFI_URIPATH: 'awswaf:managed:aws:core-rule-set:GenericRFI_URIPath',
    CrossSiteScripting_URIPATH: 'awswaf:managed:aws:core-rule-set:CrossSiteScripting_URIPath',
  },
} as const;

export type ManagedGroup = keyof typeof countedRules;

export const managedGroups = Object.keys(countedRules) as readonly ManagedGroup[];

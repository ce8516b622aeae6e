"""English words that tell the public that somebody is a client, as patterns over folded text; one space is any."""

RELATION = (
    r"accounts?|applications?|appeals?|appointments?|assessments?|reassessments?|balances?|benefits?|bookings?|"
    r"cases?|cheques?|claims?|complaints?|coverage|debts?|deposits?|eligibility|enrolments?|enrollments?|entitlements?|"
    r"files?|grants?|hearings?|information on file|instalments?|invoices?|leases?|loans?|memberships?|overpayments?|"
    r"arrears|payments?|pensions?|placements?|premiums?|profile|records?|refunds?|registrations?|renewals?|referrals?|"
    r"requests?|reservations?|statements?|status|submissions?|subsid(?:y|ies)|surger(?:y|ies)|tax returns?|"
    r"case ?workers?|social workers?|caseload|agents?|advis[eo]rs?|counsell?ors?|case managers?|claims? officers?|"
    r"(?:support|intake) workers?|probation officers?"
)
"""What only somebody has who deals with us."""
DOCUMENT = r"cards?|certificates?|licen[cs]es?|passports?|permits?|plates?|tickets?|visits?(?= (?:of|on|last|to))"
"""What everybody may have: general help speaks of it too ("bring your card")."""
SINGULAR = (
    r"account|application|appeal|appointment|assessment|benefit|booking|card|case|cheque|claim|complaint|decision|deposit|"
    r"file|form|grant|letter|licence|license|loan|package|parcel|passport|payment|pension|permit|record|refund|"
    r"registration|renewal|request|reservation|submission|subsidy|transfer|money|amount|direct deposit"
)
GENERAL = (
    r"comments?|concerns?|confidence|experience|feedback|frustration|ideas?|input|interest|messages?|note|opinions?|"
    r"patience|points?|posts?|privacy|questions?|reports?|review|remarks?|safety|suggestions?|thoughts|tips?|tweets?|"
    r"understanding|views?|voice|words|neighbou?rhood|area|street|community|town|region"
)
"""What anybody has who writes to us."""
_WHO = r"(?:we|i|our (?:team|agents?|staff|office|colleagues?|counter|clerks?)|my colleagues?|(?:an|one of our|the) agents?)"
_HELP = (
    r"(?: have|'ve| has| had|'d| did| do| can| could| are|'re| is|'m| am| was| were| will|'ll| be| been| just| already|"
    r" now| indeed| also| still| recently| then| both| finally| certainly| actually| here| even| currently| only){0,5}"
)
_HANDLED = (
    r"sent|re-?sent|mailed|e-?mailed|issued|re-?issued|approved|denied|declined|processed|received|reviewed|released|"
    r"deposited|transferred|reopened|opened|closed|assigned|completed|paid|cancelled|canceled|rescheduled|scheduled|"
    r"booked|confirmed|registered|escalated|forwarded|assessed|reassessed|rejected|refused|accepted|corrected|credited|"
    r"refunded|located|flagged|verified|reactivated|suspended|reinstated|renewed|filed|looked at|looked into|delivered|"
    r"handled|printed|dispatched|put through|signed off|expedited|fast-?tracked|prioriti[sz]ed"
)
_STATE = (
    r"on (?:its|the|his|her) way|in the mail|pending|overdue|under review|in progress|in process|with (?:our|the|an?) "
    r"(?:\w+ )?(?:team|agent|officer|department|unit)|ready(?! to)|in good standing|in order|up to date|still open|"
    r"waiting for (?:a|one|your|you)|at the (?:top|bottom)|delayed because (?:you|your)|being \w+ed|almost done"
)
_HANDLING = (
    r"looking (?:at|into|over)|reviewing|processing|working on|assessing|investigating|examining|verifying|checking|"
    r"reopening|closing|sending|mailing|expediting"
)
_TOUCHED = (
    r"called|phoned|emailed|e-mailed|texted|mailed|paid|told|informed|advised|notified|served|helped|met|sent|left|"
    r"contacted|spoke (?:to|with)|spoken (?:to|with)|talked (?:to|with)|wrote to|written to|tried to (?:call|reach)|"
    r"been in touch with|in touch with|refunded|registered|enrolled|overpaid|assigned|booked|owe|gave"
)
_DEALT = (
    r"applied|registered|enrolled|subscribed|filed|submitted|appealed|signed up|booked|renewed|re-?applied|qualified|"
    r"moved in with|defaulted|missed (?:a|an|your|the) \w+"
)
_BE = r"(?: are|'re| were|re| have been|'ve been)"
_WAS = r"(?: was| were| has been| have been|'s been| had been| is being| are being| will be|'ll be| got| has just been| gets)"
_DAY = r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow|today|tonight)"
_NOT_UPSET = (
    r"(?!(?:'re| are| were| feel| have been|'ve been)? ?(?:\w+ )?(?:upset|frustrat|unhapp|ang|disappoint|worr|concern|"
    r"annoy|tired|having|feel|stress|anxious|right|not happy|lost|stuck|looking|asking))"
)

PHRASES = (
    # what our records hold
    r"(?:our|the) (?:own )?(?:records?|files?|system|database|notes|screen|registry|computer|history) "
    r"(?:shows?|indicates?|says?|confirms?|lists?|has you|tells?|reflects?|still (?:shows?|has|lists?)|do(?:es)? not show)",
    r"(?:according to|based on|per|from|going by|looking at) (?:our|the|your) (?:records?|files?|system|database|notes)",
    r"(?:on|in) (?:our files?|your files?|our records?|your records?|your account|your case)",
    r"(?:you|yours?|it|them|that|this|name|address) (?:\w+ ){0,3}(?:in|on) (?:our|the) (?:system|database|waiting list)",
    r"(?:we|i)(?: do| still|'ve| already)* (?:have|had|got|keep|found|located|find|see|pulled) (?:you|your|yours)"
    rf"(?! (?:all|covered|(?:\w+ )?(?:{GENERAL}))\b)",
    r"(?:we have|we've got|we hold|i have) (?:it|that|them|everything|all of it) on (?:file|record)",
    # what they are
    r"(?:as|being|are|'re|were|been) (?:an? |one of )?(?:our |valued |existing |current |registered |longtime |long-time |"
    r"loyal |good |former |new |regular )*(?:client|customer|beneficiary|claimant|applicant|recipient|pensioner|patient|"
    r"member|subscriber|tenant|taxpayer of ours|policy ?holder|licence holder|permit holder|account holder)s?"
    r"(?! of the (?:public|community))",
    r"(?:clients?|customers?|claimants?|applicants?) like (?:you|yourself)",
    rf"you{_BE}(?: already| now| currently| indeed| still| not| also| no longer| all| both| duly| properly| fully)* "
    r"(?:registered|enrolled|approved|denied|accepted|refused|eligible|ineligible|entitled|booked|scheduled|listed|"
    r"insured|next (?:in|on)|due (?:for|a|to receive)|owed|receiving|signed up|set up|assigned to|overpaid|cleared|"
    r"verified|on (?:the|our|a) (?:\w+ )?(?:list|waitlist|roll|program|plan|caseload)|in (?:the|our) (?:system|queue|"
    r"database|program)|with us since|known to us|up for renewal|covered by|in arrears|confirmed for|expected)",
    r"you (?:do |don't |do not |no longer |clearly |certainly |definitely )?qualif(?:y|ied)(?! as\b)",
    r"you (?:still |do |currently )?owe",
    r"your (?:[\w-]+ ){0,2}number (?:is|was|has|will|came|comes|shows|appears)",
    # what they did
    rf"(?:you|you've|you had|you have|since you|that you) (?:have |had |did |just |already |recently |previously |first |"
    rf"never |not |last )*(?:{_DEALT})",
    r"(?:when|since|after|the day|the time) you (?:last |first |recently )?(?:called|phoned|visited (?:us|our)|came|spoke|"
    r"applied|filed|were (?:in|at|here)|wrote to us (?:in|on|last)|moved|dropped|met)",
    r"you (?:spoke|talked|met) (?:to|with) (?:our|us|one of|an? |the |my)",
    r"(?:your|the) (?:call|visit|meeting|interview|stay|session|e-?mail|letter|fax|voice ?mail|conversation)s? (?:of|on|"
    rf"from|dated|last|this|with (?:our|us)|to our (?!page)|{_DAY})",
    r"thank(?:s| you) for (?:applying|submitting|filing|registering|paying|renewing|enrolling|being (?:an? |our )|"
    r"your (?:business|loyalty|payment|continued))",
    rf"see you (?:on |this |next |then )?(?:{_DAY}|at \d|again (?:on|at|next))",
    # what we did for them
    rf"{_WHO}{_HELP} (?:{_TOUCHED}) you(?! (?:are|can|may|know|should|will|in advance))\b",
    rf"{_WHO}{_HELP} (?:{_HANDLED}|{_HANDLING}|got|see|have|found|pulled up|pull up|look into|looked up|review|process|"
    rf"reopen|check|note|update|updated|fix|fixed|expedite|escalate|follow up on|followed up on) (?:on |up |out )?"
    rf"(?:your (?!(?:\w+ )?(?:{GENERAL})\b)[\w'-]+|(?:the|that|this) (?:\w+ ){{0,2}}?(?:{SINGULAR})(?: (?:you|for you|to you|"
    r"in question|and|on|this|last|yesterday|today|already|again)|(?=\s*(?:[.,;!?]|$))))",
    rf"{_WHO}{_HELP} (?:mailed|sent|re-?sent|issued|deposited|approved|processed|re-?issued|couriered) (?:it|them|that|one|"
    r"the (?:papers|documents|forms|funds|money))(?! on (?:this|our) page)",
    rf"(?:it|they|one|that|this|yours){_WAS}(?: already| now| just| finally| also| indeed)* (?:mailed|deposited|approved|denied|"
    r"re-?issued|issued on|processed|couriered|sent (?:to you|out|by|on|yesterday|last|this)|paid out|direct deposited)",
    rf"(?:the|that|this|a|her|his|my|one) (?:[\w'-]+ ){{0,2}}?(?:{SINGULAR})(?: (?:(?:that |which )?you [^.;!?]{{0,40}}?|in "
    rf"question|for you|[\w']+ly|number \S+|from \w+))?(?:{_WAS}(?: already| now| just| indeed| finally| also| since|"
    rf" currently| being| duly| fully| not)* (?:{_HANDLED})|(?: is|'s| are| remains?| was)(?: already| now| still| currently|"
    rf" indeed| finally)* (?:{_STATE})|(?: has| have| had)?(?: already| now| finally| just)* (?:went out|gone out|left our|"
    r"arrived|come through|cleared|expired on))(?! (?:online|here|in (?:\w+ )?minutes|by (?:council|the (?:city|government)"
    r"|parliament|law|everyone)))",
    rf"(?:the|those|these|all) (?:documents?|papers|forms?|receipts|photos|records|pay ?stubs) (?:that )?you "
    r"(?:sent|mailed|submitted|gave|dropped|provided|uploaded|faxed|brought)",
    rf"(?:the|that|this) (?:[\w'-]+ )?(?:{SINGULAR}) (?:that |which )?you(?:'re| are|'ve| have)? (?:mention|refer|talk|"
    r"describ|ask|fil|sen[td]|made|submit|wait|expect|speak|requested|opened|receiv|got|booked)\w*",
    rf"(?:his|her) (?:[\w'-]+ ){{0,2}}?(?:{RELATION}|{DOCUMENT})",
    rf"your (?!(?:[\w'-]+ ){{0,1}}(?:{GENERAL})\b)(?:[\w'-]+ ){{1,3}}?(?:(?:was|were|has been|have been|is being|are being|will "
    rf"be)(?: already| now| just| not| finally| duly)* (?:{_HANDLED})|(?:is|are)(?: now| still| already)* (?:{_STATE}|"
    r"registered|approved|eligible))",
    r"you(?:'ll| will| should(?: soon)?| can expect to| are going to)(?: soon| now| still| have)* (?:receive|received|get|see) (?:it|"
    r"them|your|the (?:cheque|payment|refund|deposit|decision|card|money|amount|funds|letter|answer in the mail)|"
    r"yours|a (?:new )?(?:cheque|payment|refund|decision))",
    r"(?:(?:we|i)(?: can| do| hereby|'m happy to| are happy to| are pleased to| am able to)? confirm|this is to confirm|"
    r"happy to confirm|confirming) (?:that )?(?:receipt|your|you(?:'re| are|'ve| have| were|r)?|it|the "
    rf"(?:\w+ )?(?:{SINGULAR}))",
    rf"(?:we|i)(?: do| can| also|'ve| have)* (?:see|noticed?|noted|note)(?: here| in \w+)?(?: that)? you(?:'ve| have|'re|"
    rf" are| were| did| called| had| missed| moved)\b{_NOT_UPSET}",
    r"as (?:we|you|our (?:agent|team|staff|colleague)s?|i|the agent)(?: have| had|'ve| were| was)? (?:discussed|agreed|told|"
    r"explained|advised|promised|informed|wrote|mentioned) (?:to you|you|with you|by|on the phone|in (?:our|the|your)|"
    r"yesterday|last|earlier)",
    r"(?:as discussed|as agreed|as explained|as mentioned) (?:with you|on the phone|by phone|by e-?mail|earlier|yesterday|last|"
    r"in (?:our|the|your) (?:call|letter|e-?mail))",
    r"(?:per|following|further to|after|since|in|from) (?:our|your) (?:last |recent |previous |latest |earlier )?"
    r"(?:conversation|call|phone call|discussion|letter|e-?mail exchange|correspondence|exchange)",
    r"(?:added|put|placed|left|made) (?:a|the) (?:note|flag|hold|comment) (?:to|on|in) (?:your|the|this) \w+",
    r"(?:is|has been|was|are) (?:now |already |duly )?registered(?! (?:charit|nurs|mail|trade|compan))",
)
"""What confirms in itself."""

OWNED = rf"your (?:[\w'-]+ ){{0,3}}?(?:{RELATION})(?! (?:like|numbers?|no\\b|#|id))"
OWNED_DOCUMENT = rf"your (?:[\w'-]+ ){{0,3}}?(?:{DOCUMENT})(?! (?:numbers?|no\\b|#|id))"
INSTRUCTING = (
    r"\b(?:bring|bringing|have|having|keep|keeping|carry|show|showing|present|presenting|renew|renewing|replace|replacing|"
    r"update|updating|order|get|getting|hide|cover|blur|remove|delete|protect|lose|lost|find|use|tap|load|take|scan|"
    r"apply for|need|exchange|report|buy|pay|activate|add|print|hold|photocopy|enter|cancel|transfer|change)\b"
    r"(?:(?! your ).){0,50}$"
)
"""General help before "your card"."""
CONDITION = (
    r"\b(?:if|whether|unless|anyone|anybody|everyone|people|persons|residents|those|someone|clients|families) "
    r"?(?:who|whose|with)?\b|\bin case\b|\bshould you\b|\bbefore you\b|\bin the event\b|\bonce you\b"
)
"""What makes a clause speak of anybody; without a comma after it."""
FORBIDDING = (
    r"\b(?:never|not|don't|dont|won't|can't|cannot|no one|nobody|avoid|without|refrain from|instead of|rather than|"
    r"no need to)\b(?:(?![,;]).){0,40}?\b(?:post|posting|share|sharing|publish|publishing|write|writing|send|sending|"
    r"include|including|give|giving|put|putting|reveal|disclose|disclosing|mention|type|typing|tweet|comment|leave|show|"
    r"ask|asking|discuss|discussing|comment on|look up|speak|talk|confirm|see|tell|read|access|show|display|expose)\b(?:(?![;]).){0,80}$"
    r"|\b(?:remove|delete|erase|hide|take down|edit out|keep)\b(?:(?![,;]).){0,40}$"
)
"""What warns of giving it away."""

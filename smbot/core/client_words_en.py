"""English words that tell the public that somebody is a client, as patterns over folded text; one space is any."""

RELATION = (
    r"accounts?|applications?|appeals?|appointments?|assessments?|reassessments?|balances?|benefits?|bookings?|"
    r"cases?|cheques?|claims?|complaints?|coverage|debts?|deposits?|eligibility|enrolments?|enrollments?|"
    r"entitlements?|"
    r"files?|grants?|hearings?|information on file|instalments?|invoices?|leases?|loans?|memberships?|overpayments?|"
    r"arrears|payments?|pensions?|placements?|premiums?|profile|records?|refunds?|registrations?|renewals?|"
    r"referrals?|"
    r"orders?|tests?|exams?|requests?|reservations?|statements?|status|submissions?|subsid(?:y|ies)|surger(?:y|"
    r"ies)|"
    r"case ?workers?|social workers?|caseload|agents?|advis[eo]rs?|counsell?ors?|case managers?|claims? officers?|"
    r"(?:support |intake )?workers?|probation officers?|place (?:in|on) (?:the|our) (?:line|list|queue)|spot on"
)
"""What only somebody has who deals with us."""
DOCUMENT = (
    r"cards?|certificates?|licen[cs]es?|passports?|permits?|plates?|tickets?|visits?(?= (?:of|on|last|to))|tax returns?"
)
"""What everybody may have: general help speaks of it too ("bring your card")."""
SINGULAR = (
    r"account|application|appeal|appointment|assessment|benefit|booking|card|case|cheque|claim|complaint|decision|"
    r"deposit|"
    r"file|form|grant|letter|licence|license|loan|package|parcel|passport|payment|pension|permit|record|refund|"
    r"registration|renewal|request|reservation|submission|subsidy|transfer|money|amount|direct deposit|"
    r"certificate|order|rebate|supplement|allowance|bursary|scholarship|tax credit|top-up|visa|suspension|return"
)
GENERAL = (
    r"comments?|concerns?|confidence|experience|feedback|frustration|ideas?|input|interest|messages?|note|opinions?|"
    r"patience|points?|posts?|privacy|questions?|reports?|review|remarks?|safety|suggestions?|thoughts|tips?|tweets?|"
    r"understanding|views?|voice|words|neighbou?rhood|area|street|community|town|region"
)
"""What anybody has who writes to us."""
_WHO = (
    r"(?:we|i|our (?:team|agents?|staff|office|colleagues?|counter|clerks?)|my colleagues?|(?:an|one of our|"
    r"the) agents?)"
)
_HELP = (
    r"(?: have|'ve| has| had|'d| did| do| can| could| are|'re| is|'m| am| was| were| will|'ll| be| been| just|"
    r" already|"
    r" now| indeed| also| still| recently| then| both| finally| certainly| actually| here| even| currently|"
    r" only){0,5}"
)
_HANDLED = (
    r"rebooked|recalculated|reprinted|recorded|sent|re-?sent|mailed|e-?mailed|issued|re-?issued|approved|denied|"
    r"declined|processed|received|reviewed|released|"
    r"deposited|transferred|reopened|opened|closed|assigned|completed|paid|cancelled|canceled|rescheduled|scheduled|"
    r"booked|confirmed|registered|escalated|forwarded|assessed|reassessed|rejected|refused|accepted|corrected|"
    r"credited|"
    r"refunded|located|flagged|verified|reactivated|suspended|reinstated|renewed|filed|looked at|looked into|"
    r"delivered|"
    r"handled|printed|dispatched|put through|signed off|expedited|fast-?tracked|prioriti[sz]ed"
)
_STATE = (
    r"on (?:its|the|his|her) way|in the mail|pending|overdue|under review|in progress|in process|with (?:our|the|"
    r"an?) "
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
_WAS = (
    r"(?: was| were| has been| have been|'s been| had been| is being| are being| will be|'ll be| got|"
    r" has just been| gets)"
)
_DAY = r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow|today|tonight)"
_NOT_UPSET = (
    r"(?!(?:'re| are| were| feel| have been|'ve been)? ?(?:\w+ )?(?:upset|frustrat|unhapp|ang|disappoint|worr|"
    r"concern|"
    r"annoy|tired|having|feel|stress|anxious|right|not happy|lost|stuck|looking|asking))"
)

MATTER = (
    r"suspension|tow|towing|second dose|rebate|subsidy|supplement|allowance|bursary|scholarship|tax credit|top-up|"
    r"visa|assessment|inspection|hearing|"
    r"garnishment|debt|levy|lien|certificate|order|permit|passport|cheque|deposit|direct deposit|payment|refund|"
    r"claim|appeal|renewal|replacement(?: card)?|transfer|adjustment|"
    r"reassessment|"
    r"letter|file|case|cheques? you [\w ]{3,20}|account|enrolment|referral|request|grant|loan|pension|"
    r"reimbursement|overpayment|"
    r"correction|back pay|benefit|package|parcel|registration|booking|appointment|file number|missing (?:cheque|"
    r"payment|form)s?"
)
"""What goes its way for one person; in the singular."""
_OF_ALL = (
    r"(?![^.!?;]{0,60}\b(?:all|every\w*|each|anyone|families|recipients|residents|applicants|clients|people|"
    r"council|parliament)\b)"
)
_STAFF = (
    r"(?:a|an|the|our|one of our|your|my|another) (?:\w+ )?(?:supervisor|adjudicator|agent|officer|manager|team|"
    r"tribunal|board|"
    r"bank|colleague|clerk|specialist|analyst|assessor|evaluator|reviewer|committee|director|nurse|doctor|worker|"
    r"investigator|"
    r"department|staff|unit|inspector|medical \w+)|some(?:one|body)(?: (?:on|from|in) (?:our|the) (?:\w+ )?\w+)?"
)
_DONE_TO_YOU = (
    r"paid|removed|cut(?: off)?|charged|billed|assessed|re-?assessed|approved|denied|registered|enrolled|"
    r"scheduled|booked|overpaid|"
    r"underpaid|refunded|credited|suspended|reinstated|transferred|assigned|added|dropped|placed (?:on|in)|"
    r"selected|accepted|"
    r"rejected|notified|mailed|sent (?:a|the|your|an|two)|issued|granted|contacted|called|verified|flagged|"
    r"cancelled|reimbursed|"
    r"wait-?listed|matched|listed|deemed|found (?:to be |in)?eligible|taken off|put (?:on|in|through)|moved (?:to|"
    r"up|off)|due|"
    r"disqualified|screened|accommodated|discharged|evicted|awarded|deducted|penali[sz]ed|audited|exempted|"
    r"certified|licensed"
)
_PAPER = (
    r"(?:documents?|forms?|signatures?|notes?|proof|pages?|papers?|letters?|receipts?|pieces?|references?|"
    r"photos?|slips?|copy|copies|id|information|info)"
)

RIGHT = (
    r"to (?:french|english|service in|be (?:served|heard|answered)|respect|an (?:explanation|answer|apology)|"
    r"your (?:opinion|language))\b"
)
"""What everybody is entitled to."""

PHRASES = (
    # what our records hold
    r"(?:our|the) (?:own )?(?:records?|files?|system|database|notes|screen|registry|computer|history) "
    r"(?:shows?|indicates?|says?|confirms?|lists?|has you|tells?|reflects?|still (?:shows?|has|lists?)|"
    r"do(?:es)? not show)",
    r"(?:according to|based on|per|from|going by|looking at) (?:our|the|your) (?:records?|files?|system|database|"
    r"notes)",
    r"(?:on|in) (?:our files?|your files?|our records?|your records?|your account|your case)",
    r"(?:you|yours?|it|them|that|this|name|address) (?:\w+ ){0,3}(?:in|on) (?:our|the) (?:system|database|"
    r"waiting list)",
    r"(?:we|i)(?: do| still|'ve| already)* (?:have|had|got|keep|found|located|find|see|pulled) (?:you|your|yours)"
    rf"(?! (?:all|covered|(?:\w+ )?(?:{GENERAL}))\b)",
    r"(?:we have|we've got|we hold|i have) (?:it|that|them|everything|all of it) on (?:file|record)",
    # what they are
    r"(?:as|being|are|'re|were|been) (?:an? |one of )?(?:(?!the )\w+ )?(?:our |valued |existing |current |"
    r"registered |longtime |"
    r"long-time |"
    r"loyal |good |former |new |regular )*(?:client|customer|beneficiary|claimant|applicant|recipient|pensioner|"
    r"patient|"
    r"member|subscriber|tenant|taxpayer of ours|policy ?holder|licence holder|permit holder|account holder)s?"
    r"(?! of the (?:public|community))",
    r"(?:clients?|customers?|claimants?|applicants?) like (?:you|yourself)",
    rf"you{_BE}(?: already| now| currently| indeed| still| not| also| no longer| all| both| duly| properly| fully)* "
    rf"(?:registered|enrolled|approved|denied|accepted|refused|eligible|ineligible|entitled(?! {RIGHT})|"
    r"booked|scheduled|listed|"
    r"insured|next (?:in|on)|due (?:for|a|to receive)|owed|receiving|signed up|set up|assigned to|overpaid|cleared|"
    r"verified|on (?:the|our|a) (?:\w+ )?(?:list|waitlist|roll|program|plan|caseload)|in (?:the|our) (?:system|queue|"
    r"database|program)|with us since|known to us|up for renewal|covered by|in arrears|confirmed for|expected)",
    r"you (?:do |don't |do not |no longer |clearly |certainly |definitely )?qualif(?:y|ied)(?! as\b)",
    r"you (?:still |do |currently )?owe",
    r"your (?:[\w-]+ ){0,2}number (?:is|was|has|will|came|comes|shows|appears)",
    rf"you(?: were| have been|'ve been| had been| are being|'re being| will be|'ll be| got| should (?:have been|"
    rf"be))(?: already| now| not| "
    rf"just| never| also| since| still| only| again)* (?:{_DONE_TO_YOU})\b",
    r"you(?: do| still| already| currently| also| now)* (?:have|had|'ve got|have got) (?:an?|one|two|three|some|"
    r"several) (?:\w+ ){0,2}?"
    rf"(?:{SINGULAR}|balance|debt|claims|files|credit|arrears|overpayment|caseworker|worker)(?: \w+)?",
    r"(?:in|under|to) your name",
    r"(?:our|the) (?:records|files?) (?:has|have|had|lists?)",
    r"(?:have|get|got|bring|bringing) it to you",
    r"(?:address|number|e-?mail|name|information|details|phone)(?: number| address)? (?:that )?(?:we|i) (?:have|"
    r"had|hold|used?) (?:for you|on file|of yours|here|is|was)",
    r"payments? (?:for|on|of|from) (?:the|your) (?:[\w-]+ ){0,2}?\w+ (?:was|were|has|have|did|went|is being|"
    r"bounced|failed)",
    r"it(?: is|'s| was| has been) in (?:the|our) (?:queue|pile|system|mail|batch)",
    r"you(?:'ve| have| had| did| just| already| also| never)*(?: not|n't)? (?:sent|sen[dt] (?:us|in|back)|"
    r"submitted?|returned|mailed|filled (?:in|out)|signed|provided|uploaded|"
    r"declared|requested|ordered|changed (?:your|the)|earned|paid|missed (?:the|a|an|your|two|one)|gave us|"
    r"brought in|faxed|dropped off|completed|cashed|"
    r"deposited|opted|consented|authori[sz]ed|claimed|worked|scanned|forgot|listed|selected|chose|marked|entered|"
    r"moved out|handed in)\b(?! (?:us )?(?:a|this|that|the|your) (?:\w+ )?"
    r"(?:message|note|tweet|comment|post|question|idea|suggestion|feedback))",
    r"you (?:did not|didn't|haven't|have not|never) (?:send|submit|return|mail|fill|sign|provide|upload|declare|"
    r"give us|show up|attend|complete|include|answer our|reply to our|"
    r"pay|report|file|sent|submitted|returned|provided|signed|paid|renew|renewed|list|mention on|bring)",
    r"(?:he|she|they|your \w+)(?:'s| is| was| are| has been| will be|'ll be)(?: already| now| still| also|"
    r" not)* (?:on (?:the|our|a) (?:\w+ )?(?:list|waitlist|roll)|"
    r"scheduled|booked|registered|enrolled|approved|eligible|next (?:in|on|for)|in (?:the|our) (?:system|program|"
    r"queue)|placed|assigned|expected (?:on|at|in)|"
    r"covered|accepted|waitlisted|discharged|known to|seeing|due (?:for|to|in|on))",
    rf"(?:his|her|their|your \w+'s) (?:[\w'-]+ ){{0,2}}?(?:assessment|evaluation|spot|place|treatment|operation|"
    rf"prescription|test|results?|hearing|order|visa|"
    rf"permit|licence|plan|schooling|transport|worker|{MATTER}) (?:is|was|has|will|are|were)",
    r"(?:we|i|our \w+)(?: can| do| also| only| still)* (?:see|find|found|show|count|located) (?:an?|one|two|three|"
    r"four|five|six|no|several|some|both|only|the) (?:\w+ ){0,2}?"
    r"(?:loans?|claims?|reports?|files?|payments?|applications?|cheques?|accounts?|entry|entries|records?|"
    r"notes? (?:on|in|from)|letters?|forms?|requests?|appointments?|"
    r"deposits?|deductions?|charges?|calls? from|debts?|balances?|renewals?|address(?:es)?|employers?)",
    r"it(?: is|'s| was)(?: not| now| still| just| already| only)* (?:lost(?! (?:time|luggage|and))|"
    r"at our (?:\w+ )?(?:plant|warehouse|processing|print\w*)|with (?:our|the) (?:\w+ )?"
    r"(?:team|unit|department|agent|officer|courier|post|bank)|in the (?:mail|queue|post)|in (?:review|process|"
    r"transit)|under review|on (?:its|the) way to you|approved|paid|"
    r"ready for (?:you|pick)|in progress|being (?:reviewed|processed|printed|mailed|sent|looked at|assessed|"
    r"shipped|transferred))",
    r"you(?: are|'re) (?:now |all |already )*(?:all set|good to go|set up|in the clear|caught up|up to date|"
    r"paid up|good until|fine on|squared away|sorted)",
    r"(?:went|gone|goes|sent|mailed|delivered|shipped|couriered|deposited|paid|posted|left|dispatched|forwarded|"
    r"transferred|returned|arrived|arrive|be)(?: \w+){0,2}? (?:to|at|in|into) your "
    r"(?:home|house|address|place|door|mailbox|bank|account|inbox|doctor|employer|old|new|previous|last|son|"
    r"daughter|mother|father|landlord|chequing|card|e-?mail)",
    r"(?:we|i)(?:'ve| have| just| had| did| went| gone| also| already| ahead| and)* (?:put|set|got|made|moved|"
    r"changed|fixed|corrected|updated|marked|noted|pushed|bumped|fast-tracked|reopened|"
    r"sent|cleared|lifted|removed|added|arranged|asked|requested|ordered|booked) (?:it|that|this|them|everything|"
    r"things|you|your \w+|one|a new one)(?: \w+){0,5}? (?:for you|through for|back into|into review|"
    r"to the top|up the|in the system|on the list|down for)",
    r"(?:have|got|received) (?:everything|all(?: of it| the \w+)?) (?:that )?(?:we|i) (?:need|require|wanted|asked)",
    r"(?:problem|issue|error|mistake|mix-?up|discrepancy|typo|mismatch|glitch|delay) (?:with|on|in) (?:your|"
    r"the) (?:\w+ )?(?:photo|form|address|name|date|signature|application|claim|file|payment|account|"
    r"bank|cheque|deposit|paperwork|document|id|records?|direct deposit|spelling)s?(?! (?:page|system|site|line|"
    r"machine|form online|process|portal|service|schedule))",
    r"(?:form|document|report|proof|signature|letter|paper|photo|return|declaration|card)s?(?: you \w+)? (?:was|"
    r"were|is|are|has been|wasn't|weren't|isn't) (?:not|never|still not|missing|late|incomplete|"
    r"unsigned|illegible|blurry|wrong|rejected|returned|not sent|too dark|out of date|refused)",
    r"(?:hold|stop|flag|block|freeze|garnishment|lien|sanction|penalty|deduction) (?:on|from|against) (?:your|"
    r"the) (?:file|account|claim|payment|cheque|benefit|card|licence)s?",
    rf"(?:your|the) (?:\w+ )?(?:{MATTER}|subsidy|allowance|supplement|coverage|benefits|payments|amount)(?: has|"
    rf" have| had)? (?:stopped|ended|lapsed|expired|resumed|restarted|dropped|"
    rf"went (?:up|down)|was cut|were cut|changed|decreased|doubled) (?:because|since|when|due|on|in|last|as|after)",
    r"(?:ahead of|in front of|before) you (?:on|in|waiting)|on the desk of|(?:wrote|written|called|sent|"
    r"spoken?) (?:to )?you (?:about|on|in|by|last|a|an|two|the)",
    r"we(?:'re| are)(?: now| just| already)* (?:reversing|refunding|correcting|reprocessing|cancelling|issuing|"
    r"sending|mailing|processing|reviewing|checking|expediting|stopping|withdrawing|finishing "
    r"(?:up )?(?:with )?)(?: it| your|ing your)\b",
    r"(?:forms?|letters?|documents?|requests?|applications?|paperwork|papers|notice|claim)(?: only| just| finally|"
    r" never)* (?:reached|got to|came (?:in )?to|arrived at|made it to) us",
    r"(?:coverage|benefits?|payments?|pension|subsidy|plan|deduction|term|contract) for (?:your|his|her) \w+",
    r"(?:is|are|has|have|been|was|will be)(?: also| now)* (?:reviewing|reviewed|looking into|examining|examined|"
    r"assessing|assessed|re-?assess|familiar with|aware of) your (?:situation|circumstances|needs)",
    r"(?:needed|missed|lacked|required) (?:one more|another|an? (?:extra|second|new)) (?:signature|document|proof|"
    r"page|form|copy)",
    r"(?:received|got|have had) (?:it|them|that|yours|this) (?:on|in|last|yesterday|the|back in|around|only)",
    rf"(?:the|your|that|this|her|his) (?:[\w'-]+ )?(?:{SINGULAR}) (?:is|was|looks|seems) (?:now |also |still |"
    rf"already |not )*(?:complete|incomplete|closed|open|active|approved|denied|late|on hold|eligible|settled|"
    rf"final|perfect|in (?:our|the) hands)",
    r"(?:agent|officer|worker|investigator|adjudicator|inspector|nurse|specialist|file)s? (?:has been|was|is|"
    r"will be|are|have been) (?:now |already )?(?:assigned|appointed|given|attached) ?(?:to (?:you|your|it|this))?",
    r"(?:mailed|sent|wrote|left|issued|e-?mailed|gave|couriered|posted) (?:a|an|the|two|our|"
    r"your) (?:\w+ ){1,2}to you\b|your name is (?:on|in|not on|at|near|next)",
    r"we(?:'ve| have| had| did| also| already| just)* (?!thanked|missed|hoped|failed)\w+ed you\b|we (?:gave|told|"
    r"paid|owe|sent|wrote|spoke to|met) you\b",
    r"you(?: have| had|'ve had|'ve got)(?: already| now| also)* (?:one|two|three|four|five|six|"
    r"several) (?!(?:\w+ )?(?:days?|weeks?|months?|hours?|years?|options?|ways?|choices?|minutes?|questions?|"
    r"children|kids))\w+",
    r"you(?: are|'re) (?:now |currently |still )*(?:behind (?:by|on|in|with)|in default|in debt|\d+\w* (?:on|in)|"
    r"number \d+|overdue|short (?:by|of|on))",
    r"(?:have|had|has|got) (?:the|an?|no|some|only|one|two) (?:\w+ ){1,3}for you\b",
    r"it(?:'s| is| was| has been| got| shows?)(?: now| all| already| just)* (?:finali[sz]ed|closed out|recorded|"
    r"logged|reversed|cancelled|withdrawn|completed|processed|as (?:valid|active|paid|closed|approved|expired))",
    r"(?:our|the) decision (?:of|from|dated) \w+",
    r"(?<!\ba )(?<!\ban )(?:officer|agent|worker|clerk|inspector|doctor|physician|specialist|employer|"
    r"adjudicator)'s (?:notes?|"
    r"reports?|letter|form|file|decision|assessment)",
    r"(?:one|two|three|four|five|\d+|an|the|your|some) (?:unpaid|outstanding|overdue|late|"
    r"missing) (?:\w+ )?(?:tickets?|bills?|fines?|balance|fees?|payments?|forms?|reports?|slips?)",
    r"(?:on|against|under) (?:that|this) (?:plate|file|account|card|licence|claim|name|address)",
    r"(?:need|needs|needed|require|requires|missing|asked for|awaiting|waiting for|"
    r"expecting) (?!to )[\w' -]{1,30} from you\b",
    r"your name (?:is|was|came|has|comes|appears|shows|will)|(?:looked at|had a look at|checked|read|"
    r"inspected) (?:the|your) meter",
    r"(?:credited|refunded|deposited|charged|deducted|garnished|withheld|billed|paid(?: out)?) (?:\$ ?\d|"
    r"\d+ (?:dollars|cents)|\d+ ?\$|you)",
    r"(?:never|not|hasn't|didn't|haven't)(?: yet)? (?:sen[dt]|given?|gave|provided?|returned?|reported?|"
    r"submitted?) us\b|(?:dollars|amount|balance|fees?) (?:you |still )?(?:owe|owed|owing)",
    r"(?:the|her|his|those|these) (?:papers|documents|forms|photos|belongings|letters) (?:were|have been|"
    r"are being|had been|are)(?: never| not| just| all| now| already)* (?:found|lost|located|scanned|returned|"
    r"sent|mailed|received|misplaced|recovered|safe|here|with)",
    r"(?:on|in|from|at) the (?:same )?(?:account|file|claim)\b|(?:on|in) (?:his|her|their) (?:list|file|schedule|"
    r"notes)",
    r"(?:will|'ll|to|has|have|we) (?:contact|contacted|call|called|phone|phoned|speak (?:to|with)|spoken (?:to|"
    r"with)|write to|reach(?: out to)?) your (?:mother|father|mom|dad|son|daughter|husband|"
    r"wife|partner|parents?|family|employer|landlord|doctor|bank)",
    r"your (?:mother|father|mom|dad|son|daughter|husband|wife|partner|parents?) (?:needs?|has|have|should|must|"
    r"forgot|still needs?) to (?:send|return|sign|fill|pay|provide|give|renew|show)",
    # how their matter stands
    rf"(?:the|that|this|one|another|a) (?:[\w'-]+ ){{0,2}}?(?:{MATTER})(?: you \w+(?: \w+){{0,4}}?)?(?: only|"
    rf" just| also| already| finally| never| "
    rf"probably| actually| simply)* (?:was|has|had|went|came|got|fell|cleared|bounced|did|didn't|hasn't|wasn't|"
    rf"left|arrived|hit|showed|"
    rf"is (?:now|still|just|being|on|in|with|waiting|missing|delayed|stuck|sitting|scheduled|set|due|active|"
    rf"current|late)|isn't|"
    rf"should (?:be (?:there|in)|arrive|reach|show|land)|will (?:be there|arrive|go out|reach|come|land|show|"
    rf"follow)|needs? (?:a|your|one|to be)|"
    rf"shows?|remains?)\b{_OF_ALL}",
    rf"(?:{_STAFF})(?: has| have| had|'s)?(?: already| just| also| since| now| personally)* (?:{_HANDLED}|"
    rf"looked (?:at|into|over)|went over|"
    rf"signed|checked|made (?:a|the|its|their) decision|made a mistake on|put|has|have|is (?:reviewing|processing|"
    rf"assessing)|took|flagged|confirmed|released|stopped)"
    rf"(?: off| on| through)? (?:it|everything|this one|yours|your (?!(?:\w+ )?(?:{GENERAL})\b)[\w'-]+|on it|"
    rf"(?:the|that) (?:[\w'-]+ )?(?:{MATTER}))",
    rf"(?:{_STAFF}|they)(?:'ll| will| is going to| are going to| should)(?: also| then)? (?:call|phone|text|"
    rf"e-?mail|ring|contact|reach) you"
    rf"(?: back)?(?: {_DAY}| on {_DAY}| about (?:the|your|this)| this| next| within| by| at| later)",
    rf"(?:your worker|your agent|we|i)(?:'ll| will) (?:call|phone|text|ring|e-?mail) you(?: back)?(?: {_DAY}|"
    rf" on {_DAY}| about (?:the|your)| this| next| later today)",
    r"(?:we|i)(?: have|'ve| just| already| also| both)* (?:took|taken|had|have had) (?:a|another|"
    r"one) (?:\w+ )?(?:look|peek|glance)"
    r"(?! at (?:the|our|how|what) (?:line|wait|site|page|schedule|process|procedure|office|counter|road|route|stop))",
    r"(?:we|i)(?: have|'ve| just| already| also)* (?:checked|looked (?:it|this|you|everything) up|double-?checked|"
    r"verified|looked into (?:it|this|everything))"
    r"(?: again| twice)?,? (?:and |but )?(?:it|everything|you|your|all is|all looks|there is no|the (?:cheque|"
    r"payment|claim|deposit|form|file))",
    r"everything (?:is|was|looks|seems) (?:fine|good|in order|ok|okay|correct|right|complete|up to date|on track|"
    r"there)(?: \w+)? (?:on (?:our|this|your)|at our|"
    r"from (?:our|here)|with (?:your|the)|in (?:your|the|our))",
    r"(?:expect|look for|watch for|you'll have|you will have|you should have|you'll get|should reach you|"
    r"should get to you|will reach you|"
    r"is coming to you|on its way to you) (?:it|them|that|yours|a (?:cheque|letter|deposit|call|payment)|"
    r"the (?:cheque|letter|deposit|payment))? ?"
    rf"(?:by|on|in|within|this|next|before|any|soon|tomorrow|around|{_DAY})",
    rf"(?:we(?: are|'re)|is|it is|it's|are|still)(?: just| only| still| now)* (?:missing|waiting (?:for|on)|"
    rf"lacking|short) (?:a|an|one|your|the|two|some|only|that|his|her) "
    rf"(?:[\w'-]+ ){{0,2}}?{_PAPER}",
    r"(?:a|the|our|its|their) (?:final |first )?decision(?: on it| about it)? (?:was|has been|is being|had been|"
    r"will be) (?:made|rendered|taken|sent|issued|mailed|reversed|upheld|"
    rf"overturned|given)\b{_OF_ALL}",
    r"made (?:a|the|its|their) decision (?:on|about) (?:it|you|your|this one)",
    r"(?:working|been working|been in touch|been dealing|worked|dealing|dealt|helped|been helping|speaking|"
    r"spoken) with you (?:since|on|for|about|before|in the past|last|all)",
    r"(?:your|the) (?:call|visit|letter|e-?mail|fax|voice ?mail|form|appointment) (?:yesterday|today|earlier|"
    r"this (?:morning|week|month|afternoon)|last|the other day)",
    r"(?:we|our (?:records|files|screen|computer)|i)(?: do| still| also)* show(?:s|ing)? (?:that )?(?:you|your|no|"
    r"a|one|an)\b",
    r"(?:you|yours) (?:is|are|was|were) (?:the )?(?:next|first|number \w+|near the (?:top|front)|at the (?:top|"
    r"front|end))",
    r"(?:over|under)paid you|pay(?:ing)? you (?:back|the|what|by|on)|owe you|owed to you|amount (?:you are )?owed|"
    r"what (?:we|you) owe",
    r"reissu(?:e|ing|ed) (?:it|your|the|a)|re-?send(?:ing)? (?:it|your|the (?:cheque|form|letter|card))|"
    r"a replacement (?:was|has|will|is)|"
    r"released? (?:it|your|the (?:payment|funds|money|cheque|deposit))|it can be (?:released|processed|paid|"
    r"approved|reopened)",
    r"since you(?:'re| are) (?:already |now |still )?(?:a|an|on|with|in|receiving|getting|one of|registered|"
    r"enrolled|over|under|living)\b",
    r"(?:your|the) (?:adjudicator|assessor|evaluator|interviewer|investigator|examiner|landlord and tenant|judge)|"
    r"your (?:specialist|navigator|coordinator)",
    # what they did
    rf"(?:you|you've|you had|you have|since you|that you) (?:have |had |did |just |already |recently |previously |"
    rf"first |"
    rf"never |not |last )*(?:{_DEALT})",
    r"(?:when|since|after|the day|the time) you (?:last |first |recently )?(?:called|phoned|visited (?:us|our)|"
    r"came|spoke|"
    r"applied|filed|were (?:in|at|here)|wrote to us (?:in|on|last)|moved|dropped|met)",
    r"you (?:spoke|talked|met) (?:to|with) (?:our|us|one of|an? |the |my)",
    r"(?:your|the) (?:call|visit|meeting|interview|stay|session|e-?mail|letter|fax|voice ?mail|"
    r"conversation)s? (?:of|on|"
    rf"from|dated|last|this|with (?:our|us)|to our (?!page)|{_DAY})",
    r"thank(?:s| you) for (?:applying|submitting|filing|registering|paying|renewing|enrolling|being (?:an? |our )|"
    r"your (?:business|loyalty|payment|continued))",
    rf"see you (?:on |this |next |then )?(?:{_DAY}|at \d|again (?:on|at|next))",
    # what we did for them
    rf"{_WHO}{_HELP} (?:{_TOUCHED}) you(?! (?:are|can|may|know|should|will|in advance|an? (?:apology|explanation|"
    rf"better|answer)|better))\b",
    rf"{_WHO}{_HELP} (?:{_HANDLED}|{_HANDLING}|got|see|have|found|pulled up|pull up|look into|looked up|review|"
    rf"process|"
    rf"reopen|check|note|update|updated|fix|fixed|expedite|escalate|follow up on|followed up on) (?:on |up |out )?"
    rf"(?:your (?!(?:\w+ )?(?:{GENERAL})\b)[\w'-]+|(?:the|that|this) (?:\w+ ){{0,2}}?(?:{SINGULAR})(?: (?:you|"
    rf"for you|to you|"
    r"in question|and|on|this|last|yesterday|today|already|again)|(?=\s*(?:[.,;!?]|$))))",
    r"no worries,? (?:it|your|everything|that|this) (?:is|was|has)|it(?: is|'s) all (?:fixed|sorted|settled|done|"
    r"taken care of)(?: now| for you)|we found it\b|it ships|it shipped",
    rf"{_WHO}{_HELP} (?:mailed|sent|re-?sent|issued|deposited|approved|processed|re-?issue|re-?issued|couriered|"
    rf"reopened|denied|released|reviewed|"
    rf"found|located|escalated|expedited) (?:it|them|that|one|"
    r"the (?:papers|documents|forms|funds|money))(?! on (?:this|our) page)",
    rf"(?:it|they|one|that|this|yours){_WAS}(?: already| now| just| finally| also| indeed)* (?:mailed|deposited|"
    rf"approved|denied|"
    r"re-?issued|issued on|processed|couriered|sent (?:to you|out|by|on|yesterday|last|this)|paid out|"
    r"direct deposited)",
    rf"(?:the|that|this|a|her|his|my|one) (?:[\w'-]+ ){{0,2}}?(?:{SINGULAR})(?: (?:(?:that |"
    rf"which )?you [^.;!?]{{0,40}}?|in "
    rf"question|for you|[\w']+ly|number \S+|from \w+))?(?:{_WAS}(?: already| now| just| indeed| finally| also| since|"
    rf" currently| being| duly| fully| not)* (?:{_HANDLED})|(?: is|'s| are| remains?| was)(?: already| now| still|"
    rf" currently|"
    rf" indeed| finally)* (?:{_STATE})|(?: has| have| had)?(?: already| now| finally| just)* (?:went out|gone out|"
    rf"left our|"
    r"arrived|come through|cleared|expired on))(?! (?:online|here|in (?:\w+ )?minutes|by (?:council|the (?:city|"
    r"government)"
    r"|parliament|law|everyone)))",
    r"(?:the|those|these|all) (?:documents?|papers|forms?|receipts|photos|records|pay ?stubs) (?:that )?you "
    r"(?:sent|mailed|submitted|gave|dropped|provided|uploaded|faxed|brought)",
    rf"(?:the|that|this) (?:[\w'-]+ )?(?:{SINGULAR}) (?:that |which )?you(?:'re| are|'ve| have)? (?:mention|refer|"
    rf"talk|"
    r"describ|ask|fil|sen[td]|made|submit|wait|expect|speak|requested|opened|receiv|got|booked)\w*",
    rf"(?:his|her) (?:[\w'-]+ ){{0,2}}?(?:{RELATION}|{DOCUMENT})",
    rf"your (?!(?:[\w'-]+ ){{0,1}}(?:{GENERAL})\b)(?:[\w'-]+ ){{1,3}}?(?:(?:was|were|has been|have been|is being|"
    rf"are being|will "
    rf"be)(?: already| now| just| not| finally| duly)* (?:{_HANDLED})|(?:is|are)(?: now| still|"
    rf" already)* (?:{_STATE}|"
    r"registered|approved|eligible))",
    r"you(?:'ll| will| should(?: soon)?| can expect to| are going to)(?: soon| now| still| have)* (?:receive|"
    r"received|get|see) (?:it|"
    r"them|your|the (?:cheque|payment|refund|deposit|decision|card|money|amount|funds|letter|answer in the mail)|"
    r"yours|a (?:new )?(?:cheque|payment|refund|decision))",
    r"(?:(?:we|i)(?: can| do| hereby|'m happy to| are happy to| are pleased to| am able to)? confirm|"
    r"this is to confirm|"
    r"happy to confirm|confirming) (?:that )?(?:receipt|your|you(?:'re| are|'ve| have| were|r)?|it|the "
    rf"(?:\w+ )?(?:{SINGULAR}))",
    rf"(?:we|i)(?: do| can| also|'ve| have)* (?:see|noticed?|noted|note)(?: here| in \w+)?(?: that)? you(?:'ve|"
    rf" have|'re|"
    rf" are| were| did| called| had| missed| moved)\b{_NOT_UPSET}",
    r"as (?:we|you|our (?:agent|team|staff|colleague)s?|i|the agent)(?: have| had|'ve| were| was)? (?:discussed|"
    r"agreed|told|"
    r"explained|advised|promised|informed|wrote|mentioned) (?:to you|you|with you|by|on the phone|in (?:our|the|"
    r"your)|"
    r"yesterday|last|earlier)",
    r"(?:as discussed|as agreed|as explained|as mentioned) (?:with you|on the phone|by phone|by e-?mail|earlier|"
    r"yesterday|last|"
    r"in (?:our|the|your) (?:call|letter|e-?mail))",
    r"(?:per|following|further to|after|since|in|from) (?:our|your) (?:last |recent |previous |latest |earlier )?"
    r"(?:conversation|call|phone call|discussion|letter|e-?mail exchange|correspondence|exchange)",
    r"(?:added|put|placed|left|made) (?:a|the) (?:note|flag|hold|comment) (?:to|on|in) (?:your|the|this) \w+",
    r"(?:is|has been|was|are) (?:now |already |duly )?registered(?! (?:charit|nurs|mail|trade|compan))",
)
"""What confirms in itself."""

TOLD_MATTER = (
    rf"(?:the|that|this|your|his|her) (?:(?!new|same|next|first|whole)[\w'-]+ ){{0,2}}?(?:{MATTER}|supplement|"
    rf"subsidy|paperwork)(?! (?:page|form|system|site|line|"
    r"machine|process|program|office|desk|centre|portal|reader|counter|schedule|date|deadline|fee|rate|clerk|team|"
    r"issue|"
    r"that is|box|holder|lot|area|of (?:the|a|our)|in (?:a|the|our) (?:hall|park)|for (?:the|our)))"
)
"""One person's matter, as a story tells of it; beside `TELLING` and without `OF_ALL` it is told what became of it."""
TELLING = (
    r"(?:was|were|wasn't|had|has|hasn't|got|went|didn't|did not|took|made|came|sent|left|lost|found|paid|held|"
    r"gave|kept|stuck|put|fell|"
    r"(?!need|speed|feed|indeed|red|based|bleed|exceed|proceed|required|allowed|accepted|closed|located|"
    r"posted here)\w{3,}ed)"
)
OF_ALL = (
    r"(?:all|every\w*|each|any|anyone|people|residents|famil\w+|recipients|most|many|usually|can|may|could|must|"
    r"council|government|"
    r"province|law|budget|policy|program|board of|once|as soon as|if|whether|who|months?|years|since (?:march|april|"
    r"january|may|"
    r"june)|across|stops?)"
)
DONE = (
    r"you(?:'ve| have| had)?(?: just| already| also| recently| first| once| never| not| \w+ly)* (?!(?:need|feed|"
    r"speed|exceed|proceed|succeed|agreed|asked|mentioned|described|raised|shared|posted|"
    r"noticed|wanted|needed|wished|waited|experienced|lived|suggested|reported|tagged|expected|hoped|pointed|"
    r"commented|reached|enjoyed|loved|liked|witnessed|encountered|faced|tried|"
    r"received|used|deserved|believed|offered|flagged|voiced|expressed|highlighted|attached|outlined|endured|"
    r"suffered|missed|stopped by|dropped by|cared|noted|interested|invited|concerned|"
    r"disappointed|affected|stranded|excited|supposed|advised|encouraged|indeed|followed|learned|discovered|"
    r"tweeted|messaged|delighted|pleased|tired|worried|stressed|opened|clicked|"
    r"looked|stayed|turned|moved by|touched|thanked|travel+ed|arrived|listed above)\b)\w{2,}ed\b"
)
"""What somebody did, but what anybody does who writes to us."""
_NOT_ON = (
    r"(?!(?:privacy|safety|security|protection|convenience|patience|we|you|i|they|us|and|to|for|in|on|please|or|if|"
    r"when)\b)"
)
"""What ends a phrase: "for your privacy we answer requests" is about no request of yours."""
OWNED = rf"your (?:{_NOT_ON}[\w'-]+ ){{0,3}}?(?:{RELATION})(?! (?:like|numbers?|no\\b|#|id))"
OWNED_DOCUMENT = rf"your (?:[\w'-]+ ){{0,3}}?(?:{DOCUMENT})(?! (?:numbers?|no\\b|#|id))"
INSTRUCTING = (
    r"\b(?:bring|bringing|have|having|keep|keeping|carry|show|showing|present|presenting|renew|renewing|replace|"
    r"replacing|"
    r"update|updating|order|get|getting|hide|cover|blur|remove|delete|protect|lose|lost|find|use|tap|load|take|scan|"
    r"apply for|need|exchange|report|buy|pay|goes with|activate|add|print|hold|photocopy|enter|cancel|transfer|"
    r"change)\b"
    r"(?:(?! your ).){0,50}$"
)
"""General help before "your card"."""
CONDITION = (
    r"\b(?:if|whether|unless|anyone|anybody|everyone|those)\b|"
    r"\b(?:people|persons|residents|someone|somebody|clients|families|parents|households|workers) (?:who|whose|"
    r"with|that|in)\b|"
    r"\bin case\b|\bshould you\b|\bbefore you\b|\bin the event\b|\bonce you\b|"
    r"^\W*(?:and |but |then )?(?:once|as soon as|until)\b|\bwhen (?=(?:your|the|a|an) [\w ]{1,25} (?:is|are|expires?|"
    r"ends?)\b)"
)
"""What makes a clause speak of anybody; without a comma after it."""
HELP = (
    r"(?:\b(?:you|people|anyone|residents|clients) (?:can|may|could)(?: also| always| now| then| still)?|\bto|\bhow to|"
    r"\bplease|^\W*) ?(?:see|check|track|follow|view|update|change|cancel|renew|file|appeal|submit|start|complete|"
    r"book|manage|"
    r"look up|ask about|open|(?:sign|log) ?in to)\b(?:(?! that | your )[^.;!?]){0,40}$"
)
"""What anybody can do about what is theirs: "you can see the state of your request online"."""
FORBIDDING = (
    r"\b(?:never|not|don't|dont|won't|can't|cannot|no one|nobody|avoid|without|refrain from|instead of|rather than|"
    r"no need to)\b(?:(?![,;]).){0,40}?\b(?:post|posting|share|sharing|publish|publishing|write|writing|send|sending|"
    r"include|including|give|giving|put|putting|reveal|disclose|disclosing|mention|type|typing|tweet|comment|"
    r"leave|show|"
    r"ask|asking|discuss|discussing|comment on|look up|speak|talk|confirm|see|tell|read|access|show|display|"
    r"expose)\b(?:(?![;]).){0,80}$"
    r"|\b(?:remove|delete|erase|hide|take down|edit out|keep)\b(?:(?![,;]).){0,40}$"
)
"""What warns of giving it away."""

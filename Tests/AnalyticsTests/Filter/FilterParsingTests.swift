import Ledger
import Testing

@testable import Analytics

/// The error that reading a text ends in; a text that can be read fails the test.
func filterError(_ text: String, _ segments: FilterSegments = .none) -> FilterError {
  do throws(FilterError) {
    let filter = try Filter(text, segments: segments)
    Issue.record("'\(text)' reads as \(filter.summary)")
  } catch {
    return error
  }
  return FilterError(offset: -1, length: 0, what: "")
}

@Suite("Reading filters")
struct FilterParsingTests {
  static let broken: [(text: String, place: Range<Int>, what: String, wayOut: String)] = [
    ("", 0..<0, "the filter is empty", "Write one like: net > 500"),
    (" \n # nothing", 0..<0, "the filter is empty", "Write one like: net > 500"),
    ("orders > 2 and nett > 5", 15..<19, "there is no field 'nett'", "Did you mean 'net'?"),
    ("boght(\"A\")", 0..<5, "there is no function 'boght'", "Did you mean 'bought'?"),
    ("segmnet(vip)", 0..<7, "there is no function 'segmnet'", "Did you mean 'segment'?"),
    ("segment(vup)", 8..<11, "there is no segment 'vup'", "Did you mean 'vip'?"),
    ("segment vip", 0..<7, "'segment' needs parentheses", "Write: segment(vip)"),
    ("bought", 0..<6, "'bought' needs parentheses", "Write: bought(\"TEA-01\") within 90d"),
    ("net > abc", 6..<9, "'abc' is no value for net, which is an amount of money", "Write one as: net(90d) >= 100"),
    ("net > 90d", 6..<9, "'90d' is no value for net, which is an amount of money", "Write one as: net(90d) >= 100"),
    (
      "last_purchase < 90d", 16..<19, "'90d' is no value for last_purchase, which is a date",
      "Count from the as-of day: today - 90d"
    ),
    (
      "region < 广东", 7..<8, "'<' does not suit region, which is a text",
      "Texts know = != in, contains, starts with, "
        + "ends with, ~ /regex/, is missing: region in (广东, 浙江)"
    ),
    (
      "net contains 5", 4..<12, "'contains' is for texts, but net is an amount of money",
      "Figures know = != < <= > >= in, between, is missing: net(90d) >= 100"
    ),
    (
      "merged > 1", 7..<8, "'>' does not suit merged, which is yes or no",
      "Write merged, not merged, or merged is missing."
    ),
    ("net > 5%", 6..<8, "net is an amount of money, no share", "Leave the % away: net(90d) >= 100"),
    ("discount_share > 80", 17..<19, "discount_share is a share, of which 1 is all", "Write 80%, or 0.8 for 80%."),
    (
      "net > 1234567890123456", 6..<22, "'1234567890123456' has too many digits",
      "15 before the point and 6 after it can be compared."
    ),
    (
      "name ~ /a(b/", 11..<12, "the regular expression is broken here: missing closing parenthesis",
      "To look for plain text write: name contains \"…\""
    ),
    (
      "name ~ /x\\/y[/", 13..<14, "the regular expression is broken here: missing terminating ] for character class",
      "To look for plain text write: name contains \"…\""
    ),
    (
      "name ~ /a/q", 7..<11, "there is no flag 'q' of regular expressions",
      "Known are i (case), x (blanks), s and m: /^li/i"
    ),
    (
      "name ~ /a", 7..<8, "the regular expression that begins here is never closed",
      "End it with '/', as in /^li/i; a slash inside is written \\/."
    ),
    ("name ~ li", 7..<9, "a regular expression is expected here, not 'li'", "Write: name ~ /^li/i"),
    ("last_purchase < 2023-02-30", 16..<26, "there is no day 2023-02-30", "That month has 28 days."),
    (
      "last_purchase < 2023-13", 16..<23, "there is no month 2023-13",
      "Months are 01 to 12, and dates are written as 2011-06-01."
    ),
    ("name = \"li", 7..<8, "the quote that begins here is never closed", "End the text with another \"."),
    ("name = “li", 7..<8, "the quote that begins here is never closed", "End the text with another ”."),
    ("(net > 5 and orders > 2", 0..<1, "the parenthesis that opens here is never closed", "Close it with ')'."),
    ("net > 5)", 7..<8, "this ')' closes nothing", "Leave it away, or open it further left."),
    ("net > 5 orders > 2", 8..<14, "'orders' is not expected here", "Join conditions with 'and' or 'or'."),
    (
      "name = at risk", 10..<14, "'risk' is not expected here",
      "Put text of several words in quotes: \"at risk\". Join conditions with 'and' or 'or'."
    ),
    ("stage in ()", 10..<11, "the list of values is empty", "Write at least one: stage in (active, active)"),
    (
      "stage = sleepng", 8..<15, "there is no stage 'sleepng'",
      "Did you mean 'sleeping'? There are: active, silent, sleeping, churned."
    ),
    ("net >", 5..<5, "a value is missing here", "net is an amount of money: net(90d) >= 100"),
    (
      "net > 5 and", 11..<11, "a condition is expected here, but the filter ends",
      "Write a field and a comparison: net > 500"
    ),
    (
      "net", 3..<3, "a comparison is expected after net, but the filter ends",
      "Figures know = != < <= > >= in, between, is missing: net(90d) >= 100"
    ),
    ("net is 5", 7..<8, "'missing' or 'known' is expected after 'is', not '5'", "Write: net is missing"),
    (
      "stage(90d) = active", 5..<6, "stage has no window",
      "Those with one are net, gross, discounts, refunds, purchases, orders, pieces, visits, enquiries. "
        + "Write: stage = sleeping"
    ),
    (
      "net(soon) > 5", 4..<8, "a window is expected here, not 'soon'",
      "Write net(90d), net(all) or net(2011-01-01..2011-03-31)."
    ),
    (
      "bought(colour = red)", 7..<13, "products have no 'colour'",
      "They have sku, name, category: bought(category = Tea)"
    ),
    (
      "bought(A) within soon", 17..<21, "a duration is expected after 'within', not 'soon'",
      "Write: within 90d, 6mo or 2y"
    ),
    (
      "bought(A) before x", 17..<18, "a date is expected after 'before', not 'x'",
      "Write: before 2011-06-01, 2011-06 or today - 90d"
    ),
    (
      "bought(A) within 9d within 9d", 20..<26, "bought has two spans of time",
      "Write one: bought(\"TEA-01\") within 90d"
    ),
    (
      "bought(A) at least x times", 19..<20, "a whole number of times is expected here, not 'x'",
      "Write: at least 2 times"
    ),
    ("name = \"\"", 7..<9, "no text is equal to an empty one", "Ask instead: name is missing"),
    ("net > 5; orders > 2", 7..<8, "';' means nothing here", "Put text with signs in quotes."),
    (
      "name = and", 7..<10, "a value is missing here, not 'and'",
      "A text that is a word of the language stands in quotes: \"and\""
    ),
  ]

  @Test("Every mistake has its place, its name and a way out", arguments: FilterParsingTests.broken.indices)
  func mistakes(_ index: Int) {
    let (text, place, what, wayOut) = FilterParsingTests.broken[index]
    let error = filterError(text, FilterSegments(["vip": "decile = 1"]))
    #expect(error.offset..<(error.offset + error.length) == place, "\(text)")
    #expect(error.what == what)
    #expect(error.wayOut == wayOut)
  }

  @Test("An error is one line, or the line of the text with marks under the place")
  func marks() {
    let text = "stage = active and\n  nett > 5 # remark"
    let error = filterError(text)
    #expect(error.description == "position 22: there is no field 'nett'. Did you mean 'net'?")
    #expect(error.pointing(in: text) == ["  nett > 5 # remark", "  ^^^^"])
    #expect(filterError("net >").pointing(in: "net >") == ["net >", "     ^"])
  }

  @Test("'not' binds more closely than 'and', 'and' more closely than 'or'")
  func precedence() throws {
    let plain = try Filter("net > 1 or net > 2 and not net > 3 and net > 4 or net > 5")
    let marked = try Filter("(net > 1) or ((net > 2) and (not (net > 3)) and (net > 4)) or (net > 5)")
    #expect(plain == marked)
    #expect(plain.summary == "net > 1 or net > 2 and not net > 3 and net > 4 or net > 5")
    #expect(try Filter("(net > 1 or net > 2) and net > 3").summary == "(net > 1 or net > 2) and net > 3")
    #expect(try Filter("not (net > 1 and net > 2)") != Filter("not net > 1 and net > 2"))
  }

  @Test("Words in any case, Chinese words, full-width signs, remarks and line ends read the same")
  func spellings() throws {
    let plain = try Filter("net > 500 and region in (广东, 浙江) or not state = \"at risk\"")
    for other in [
      "NET > 500 AND Region IN (广东，浙江) OR NOT STATE = 'At Risk'",
      "net＞500 且 region in（广东，浙江）或 非 state＝“at risk”",
      "net > 5_00.00 # money\n and region in (\"广东\", '浙江') # where\r\n or not state=at_risk",
      "net 大于 500 && region 属于 (广东、浙江) || ! state == 「at risk」",
      "net > ５００ and region in (广东,浙江) or not state: 'at risk'",
    ] {
      let filter = try Filter(other)
      #expect(filter.summary == plain.summary, "\(other)")
      #expect(filter == plain)
    }
    #expect(try Filter("region 包含 广 且 phone 为空").summary == "region contains 广 and phone is missing")
    #expect(try Filter("days_since ≥ 90 days").summary == "days_since >= 90d")
    #expect(try Filter("net≠５０").summary == "net != 50")
  }

  @Test("Every example of the language parses, and every field and function is in the table")
  func grammar() throws {
    let segments = FilterSegments(["vip": "decile = 1"])
    for row in FilterGrammar.rows {
      let filter = try Filter(row.example, segments: segments)
      #expect(try Filter(filter.summary, segments: segments) == filter, "\(row.example)")
      #expect(!row.meaning.hasSuffix(".") && !row.form.isEmpty)
    }
    let examples = FilterGrammar.rows.map(\.example).joined(separator: "\n")
    for field in FilterField.all {
      #expect(FilterGrammar.rows.contains { $0.group == .fields && $0.form == field.id })
      #expect(try Filter(field.example).fields.contains(field.id), "\(field.id)")
    }
    for function in FilterFunction.allCases { #expect(examples.contains(function.rawValue + "(")) }
    #expect(Set(FilterField.all.map(\.id)).count == FilterField.all.count)
  }

  @Test("The filters of the documentation read, and print one way")
  func documented() throws {
    let vip = FilterSegments(["vip": "decile = 1"])
    let texts = [
      "stage = sleeping and net > 500 and region in (广东, 浙江) and bought(\"TEA-01\") within 90d and not "
        + "discount_share >= 0.8",
      "state = \"at risk\" and last_purchase < 2011-06-01 and (email ~ /@gmail\\.com$/i or name contains \"li\") "
        + "and not segment(vip)",
      "net(180d) >= 100 and purchases(365d) = 0 and bought(category = \"Tea\") before 2024-01-01 and orders > 2 "
        + "and days_since between 30 and 90 and phone is missing",
    ]
    let printed = try texts.map { try Filter($0, segments: vip).summary }
    #expect(printed[0] == texts[0])
    #expect(printed[1] == texts[1].replacing("\"li\"", with: "li"))
    #expect(printed[2] == texts[2].replacing("\"Tea\"", with: "Tea"))
    #expect(
      try Filter(texts[1], segments: vip).fields == ["state", "last_purchase", "email", "name", "decile"])
  }

  @Test("Segments call each other, but never in a circle, and their mistakes name them")
  func segments() throws {
    let segments = FilterSegments([
      "good": "net > 100", "better": "segment(good) and orders > 2", "a": "segment(b)", "b": "net > 1 or segment(a)",
      "bad": "nett > 5", "worse": "segment(bad)", "two words": "net > 2",
    ])
    #expect(try Filter("segment(BETTER)", segments: segments).summary == "segment(better)")
    #expect(try Filter("segment(\"two words\")", segments: segments).summary == "segment(\"two words\")")
    let circle = filterError("orders > 1 and segment(a)", segments)
    #expect(circle.what == "the segment 'a' calls itself: a → b → a" && circle.offset == 23)
    let bad = filterError("segment(worse)", segments)
    #expect(bad.what == "in the segment 'bad', position 1: there is no field 'nett'")
    #expect(bad.wayOut == "Did you mean 'net'?" && bad.offset == 8 && bad.length == 5)
    let other = FilterSegments(["good": "net > 200"])
    #expect(try Filter("segment(good)", segments: segments) != Filter("segment(good)", segments: other))
    #expect(filterError("segment(x)").wayOut == "No segments are known here.")
  }

  @Test("Segments that double at every step are read once each")
  func doubling() throws {
    var texts = ["s0": "net > 1"]
    for step in 1...20 { texts["s\(step)"] = "segment(s\(step - 1)) or segment(s\(step - 1)) and orders > \(step)" }
    let filter = try Filter("segment(s20)", segments: FilterSegments(texts))
    let data = FilterData(
      ledger: Ledger(entries: [order("A", "2020-01-01", 500)]), question: Question(asOf: day("2020-01-02")))
    #expect(try filter.customers(in: data) == [0])
  }

  @Test("Depth and length have limits that say so")
  func limits() {
    let deep = String(repeating: "(", count: 41) + "net > 1" + String(repeating: ")", count: 41)
    #expect(filterError(deep).what.hasPrefix("parentheses, 'not' and segments stand more than 40 deep"))
    #expect(filterError(String(repeating: "not ", count: 2_000) + "net > 1").what.contains("40 deep"))
    #expect(
      filterError(String(repeating: "net > 1 or ", count: 2_000)).what == "the filter is longer than 10,000 characters")
    #expect(filterError("name ~ /" + String(repeating: "a", count: 501) + "/").what.contains("longer than 500"))
    #expect(filterError("name ~ /(((a{900}){900}){900})/").what.contains("too large"))
  }
}

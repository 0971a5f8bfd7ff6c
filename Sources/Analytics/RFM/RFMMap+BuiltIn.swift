extension RFMMap {
  /// The maps that need no file, the default first.
  public static let builtIn: [RFMMap] = [default11, rf10, klaviyo6, cn8, setA, setB]

  /// A built-in map by name.
  public static func named(_ id: String) -> RFMMap? { builtIn.first { $0.id == id } }

  /// The repaired map: R and FM, each of 25 cells in one segment, each within the published bounds (DEFINITIONS C.5).
  public static let default11 = RFMMap(
    id: "default11", title: "11 segments", scale: .five,
    [
      Segment("champions", "Champions", advice: "reward, ask for reviews", [Rule(r: 4...5, fm: 4...5)]),
      Segment("loyal", "Loyal", advice: "offer more of the range", [Rule(r: 3...3, fm: 4...5)]),
      Segment(
        "potential_loyalist", "Potential Loyalist", advice: "invite to the club", [Rule(r: 4...5, fm: 2...3)]),
      Segment("new", "New", advice: "welcome, second order", [Rule(r: 5...5, fm: 1...1)]),
      Segment("promising", "Promising", advice: "keep in mind, small offer", [Rule(r: 4...4, fm: 1...1)]),
      Segment("need_attention", "Need Attention", advice: "offer for a short time", [Rule(r: 3...3, fm: 3...3)]),
      Segment("about_to_sleep", "About to Sleep", advice: "show what is popular", [Rule(r: 3...3, fm: 1...2)]),
      Segment(
        "at_risk", "At Risk", advice: "write personally", [Rule(r: 2...2, fm: 3...5), Rule(r: 1...1, fm: 3...3)]),
      Segment("cant_lose_them", "Can't Lose Them", advice: "call, win back", [Rule(r: 1...1, fm: 4...5)]),
      Segment(
        "hibernating", "Hibernating", advice: "big events, other goods",
        [Rule(r: 2...2, fm: 1...2), Rule(r: 1...1, fm: 2...2)]),
      Segment("lost", "Lost", advice: "big events only", [Rule(r: 1...1, fm: 1...1)]),
    ])

  /// R and F as most tutorials have it: total and disjoint, blind to M (DEFINITIONS C.1).
  public static let rf10 = RFMMap(
    id: "rf10", title: "R and F, 10 segments", scale: .five,
    [
      Segment("champions", "Champions", advice: "reward, ask for reviews", [Rule(r: 5...5, f: 4...5)]),
      Segment("loyal", "Loyal", advice: "offer more of the range", [Rule(r: 3...4, f: 4...5)]),
      Segment("potential_loyalist", "Potential Loyalist", advice: "invite to the club", [Rule(r: 4...5, f: 2...3)]),
      Segment("new", "New", advice: "welcome, second order", [Rule(r: 5...5, f: 1...1)]),
      Segment("promising", "Promising", advice: "keep in mind, small offer", [Rule(r: 4...4, f: 1...1)]),
      Segment("need_attention", "Need Attention", advice: "offer for a short time", [Rule(r: 3...3, f: 3...3)]),
      Segment("about_to_sleep", "About to Sleep", advice: "show what is popular", [Rule(r: 3...3, f: 1...2)]),
      Segment("at_risk", "At Risk", advice: "write personally", [Rule(r: 1...2, f: 3...4)]),
      Segment("cant_lose_them", "Can't Lose Them", advice: "call, win back", [Rule(r: 1...2, f: 5...5)]),
      Segment("hibernating", "Hibernating", advice: "big events only", [Rule(r: 1...2, f: 1...2)]),
    ])

  /// Klaviyo's six groups over scores of 1 to 3 (DEFINITIONS C.3).
  public static let klaviyo6 = RFMMap(
    id: "klaviyo6", title: "Klaviyo's 6 groups", scale: .three,
    [
      Segment("champions", "Champions", advice: "reward, first to know", codes("333 332 323")),
      Segment("loyal", "Loyal", advice: "thank, offer more", codes("321 322 331 232 233")),
      Segment("recent", "Recent", advice: "second order", codes("312 313 311 222 223")),
      Segment("needs_attention", "Needs Attention", advice: "remind, small offer", codes("213 221 123 132 133")),
      Segment("at_risk", "At Risk", advice: "write personally", codes("231 212 122 131 211")),
      Segment("inactive", "Inactive", advice: "big events only", codes("111 112 113 121")),
    ])

  /// The Chinese eight cells; R = 1 means bought recently (DEFINITIONS C.4).
  public static let cn8 = RFMMap(
    id: "cn8", title: "8 cells, high and low", scale: .two,
    [
      Segment("key_value", "Key value", chinese: "重要价值客户", advice: "keep, VIP service", codes("111")),
      Segment("key_develop", "Key develop", chinese: "重要发展客户", advice: "raise frequency", codes("101")),
      Segment("key_keep", "Key keep", chinese: "重要保持客户", advice: "contact now", codes("011")),
      Segment("key_win_back", "Key win-back", chinese: "重要挽留客户", advice: "strongest retention offer", codes("001")),
      Segment("general_value", "General value", chinese: "一般价值客户", advice: "raise basket", codes("110")),
      Segment("general_develop", "General develop", chinese: "一般发展客户", advice: "second-order nudge", codes("100")),
      Segment("general_keep", "General keep", chinese: "一般保持客户", advice: "light contact", codes("010")),
      Segment("general_win_back", "General win-back", chinese: "一般挽留客户", advice: "mass events only", codes("000")),
    ])

  /// The widely copied rules of the R package rfm 0.2, as published: neither total nor disjoint (DEFINITIONS C.1).
  public static let setA = RFMMap(
    id: "set-a", title: "Set A, as published", scale: .five,
    [
      Segment("champions", "Champions", advice: "reward, ask for reviews", [Rule(r: 4...5, f: 4...5, m: 4...5)]),
      Segment("loyal_customers", "Loyal Customers", advice: "promotions work", [Rule(r: 2...5, f: 3...5, m: 3...5)]),
      Segment(
        "potential_loyalist", "Potential Loyalist", advice: "invite to the club",
        [Rule(r: 3...5, f: 1...3, m: 1...3)]),
      Segment("new_customers", "New Customers", advice: "welcome", [Rule(r: 4...5, f: 1...1, m: 1...1)]),
      Segment("promising", "Promising", advice: "small offer", [Rule(r: 3...4, f: 1...1, m: 1...1)]),
      Segment(
        "need_attention", "Need Attention", advice: "offer for a short time", [Rule(r: 2...3, f: 2...3, m: 2...3)]),
      Segment("about_to_sleep", "About To Sleep", advice: "show what is popular", [Rule(r: 2...3, f: 1...2, m: 1...2)]),
      Segment("at_risk", "At Risk", advice: "write personally", [Rule(r: 1...2, f: 2...5, m: 2...5)]),
      Segment("cant_lose_them", "Can't Lose Them", advice: "call, win back", [Rule(r: 1...1, f: 4...5, m: 4...5)]),
      Segment("hibernating", "Hibernating", advice: "big events", [Rule(r: 1...2, f: 1...2, m: 1...2)]),
      Segment("lost", "Lost", advice: "big events only", [Rule(r: 1...2, f: 1...2, m: 1...2)]),
    ])

  /// The rules of the R package rfm 0.3, as published: neither total nor disjoint (DEFINITIONS C.1).
  public static let setB = RFMMap(
    id: "set-b", title: "Set B, as published", scale: .five,
    [
      Segment("champions", "Champions", advice: "reward, ask for reviews", [Rule(r: 5...5, f: 5...5, m: 5...5)]),
      Segment(
        "potential_loyalist", "Potential Loyalist", advice: "invite to the club",
        [Rule(r: 3...5, f: 3...5, m: 2...5)]),
      Segment("loyal_customers", "Loyal Customers", advice: "promotions work", [Rule(r: 2...4, f: 2...4, m: 2...4)]),
      Segment("promising", "Promising", advice: "small offer", [Rule(r: 3...4, f: 1...3, m: 3...5)]),
      Segment("new_customers", "New Customers", advice: "welcome", [Rule(r: 4...5, f: 1...3, m: 1...5)]),
      Segment("cant_lose_them", "Can't Lose Them", advice: "call, win back", [Rule(r: 1...2, f: 3...4, m: 4...5)]),
      Segment("at_risk", "At Risk", advice: "write personally", [Rule(r: 1...2, f: 2...5, m: 4...5)]),
      Segment(
        "need_attention", "Need Attention", advice: "offer for a short time", [Rule(r: 1...3, f: 3...5, m: 3...5)]),
      Segment("about_to_sleep", "About To Sleep", advice: "show what is popular", [Rule(r: 2...3, f: 1...3, m: 1...4)]),
      Segment("lost", "Lost", advice: "big events only", [Rule(r: 1...1, f: 1...5, m: 1...5)]),
    ])

  /// Rules that are single codes: `333 332`.
  static func codes(_ text: String) -> [Rule] {
    text.split(separator: " ").map { code in
      let scores = code.compactMap(\.wholeNumberValue).map { $0...$0 }
      return scores.count == 3 ? Rule(r: scores[0], f: scores[1], m: scores[2]) : Rule(r: 9...9)
    }
  }
}

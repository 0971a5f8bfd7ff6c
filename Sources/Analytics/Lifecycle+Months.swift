import Ledger

extension Stage {
  /// The stage as a word with a capital.
  public var title: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }
}

extension Lifecycle {
  /// People with an interval of their own below whom nothing is suggested.
  static let fewestIntervals = 20

  /// The bounds in force: those of the settings, or those that the shop's own rhythm suggests where these are asked for
  /// and there are any.
  ///
  /// Complexity: O(1); the suggestion O(days of the file) once the gaps are known.
  public static func months(_ history: PurchaseHistory, _ settings: AnalyticsSettings) -> [Int] {
    guard settings.lifecycleSuggested else { return settings.lifecycleMonths }
    return suggestion(history.gaps) ?? AnalyticsSettings().lifecycleMonths
  }

  /// P50, P80 and P95 of people's own median gaps in months, rounded, each above the one before (DEFINITIONS B.2).
  static func suggestion(_ gaps: PurchaseGaps) -> [Int]? {
    guard gaps.peopleWithInterval >= fewestIntervals else { return nil }
    var months: [Int] = []
    for share in [0.5, 0.8, 0.95] {
      guard let days = gaps.medianPercentile(share) else { return nil }
      months.append(max((months.last ?? 0) + 1, Int((days / 30.4375).rounded())))
    }
    return months
  }

  static func notes(
    _ history: PurchaseHistory, withoutPurchase: Int, months: [Int], suggested: [Int]?, isAskedFor: Bool
  ) -> [String] {
    var notes: [String] = []
    if let note = history.sketchNote { notes.append(note) }
    if withoutPurchase > 0 {
      notes.append(
        "\(counted(withoutPurchase, "customer")) without a valid purchase \(withoutPurchase == 1 ? "has" : "have") no stage"
      )
    }
    if isAskedFor, suggested == nil {
      notes.append(
        "nothing is suggested where fewer than \(fewestIntervals) people have bought on three days: the usual bounds "
          + "\(list(months)) months are in use")
    } else if isAskedFor {
      notes.append("the bounds \(list(months)) months are those that this shop's own rhythm suggests")
    } else if let suggested, suggested != months {
      notes.append(
        "this shop's own rhythm suggests \(list(suggested)) months: set lifecycle.months to suggested to use them")
    }
    return notes
  }

  private static func list(_ months: [Int]) -> String { months.map(String.init).joined(separator: ", ") }
}

extension Setting {
  /// The four stages.
  static let lifecycle: [Setting] = [
    Setting(
      "lifecycle.months", accepts: "three rising numbers of months, such as 1,4,10, or suggested",
      offers: ["1,4,10", "suggested"],
      "Last month of Active, Silent and Sleeping, later is Churned; suggested takes them from the shop's own rhythm."
    ) {
      $0.lifecycleSuggested ? "suggested" : $0.lifecycleMonths.map(String.init).joined(separator: ",")
    } write: { settings, text in
      if bare(text) == "suggested" {
        settings.lifecycleSuggested = true
        return true
      }
      guard let months = numbers(text, count: 3, in: 1...1_200), zip(months, months.dropFirst()).allSatisfy(<) else {
        return false
      }
      settings.lifecycleMonths = months
      settings.lifecycleSuggested = false
      return true
    }
  ]
}

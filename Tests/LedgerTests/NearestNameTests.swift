import Ledger
import Testing

/// What messages about unknown names suggest.
@Suite struct NearestNameTests {
  private let panels = ["funnel", "lifecycle", "deciles", "slices", "pareto", "churn", "customers", "import"]

  @Test(arguments: [
    ("decile", "deciles"), ("dceiles", "deciles"), ("DECILES", "deciles"), ("lifecyle", "lifecycle"),
    ("imprt", "import"), ("cust", "customers"), ("slcies", "slices"),
  ])
  func aSlipOfTheFingerIsUnderstood(typed: String, meant: String) {
    #expect(NearestName.of(typed, among: panels) == meant)
  }

  @Test(arguments: ["", "x", "zz", "quantum", "1234567890"]) func nothingNearIsNothing(typed: String) {
    #expect(NearestName.of(typed, among: panels) == nil)
  }

  @Test func theLastPartOfADottedNameIsEnough() {
    #expect(NearestName.of("window", among: ["churn.due", "deciles.window"]) == "deciles.window")
  }

  @Test func theDistanceCountsInsertionsDeletionsSubstitutionsAndSwaps() {
    func distance(_ left: String, _ right: String) -> Int { NearestName.editDistance(Array(left), Array(right)) }
    #expect(distance("kitten", "sitting") == 3)
    #expect(distance("", "abc") == 3)
    #expect(distance("ab", "ba") == 1)
    #expect(distance("same", "same") == 0)
  }
}

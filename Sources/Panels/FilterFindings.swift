import Analytics

extension FilterData: Finding {
  /// What filters ask, on the shared analyses.
  public static func find(in findings: Findings) -> FilterData {
    let (ledger, question) = (findings.ledger, findings.question)
    // Weak, because the findings keep what this returns.
    return FilterData(
      ledger: ledger, question: question,
      history: { [weak findings] in findings?(PurchaseHistory.self) ?? PurchaseHistory(ledger, question) },
      lifecycle: { [weak findings] in findings?(Lifecycle.self) ?? Lifecycle(ledger, question) },
      churn: { [weak findings] in findings?(ChurnList.self) ?? ChurnList(ledger, question) },
      deciles: { [weak findings] in findings?(MoneyDeciles.self) ?? MoneyDeciles(ledger, question) },
      slices: { [weak findings] in findings?(PurchaseDeciles.self) ?? PurchaseDeciles(ledger, question) })
  }
}
